"""What an expression is worth, as far as reading can tell.

``dotted`` gives the modules and objects that an expression may refer to, ``strings`` the
strings that it may have.  Both follow names, attributes, tables, loops over literals and
the usual string operations, to a limited depth, and give up silently.
"""

from __future__ import annotations

import _ast as ast

from coldframe.source.references.pieces import HOLE, MANY, Pieces, complete, joined
from coldframe.source.references.scopes import Binding, Node, Scope
from coldframe.source.references.strings import Strings
from coldframe.source.references.wanted import resolve_name

IMPORTERS = frozenset(("import_module", "importorskip", "try_import", "resolve_name", "locate"))


class Values(Strings):
    """The values of the expressions of one module."""

    def dotted(self, node: Node, scope: Scope, depth: int = 0) -> list[str]:
        """The dotted names that ``node`` may refer to; an unbound name is itself."""
        tail: list[str] = []
        while isinstance(node, ast.Attribute):
            tail.append(node.attr)
            node = node.value
        if self._enough(depth):
            return []
        bases = self._base(node, scope, depth + 1)
        if tail and not bases and isinstance(node, ast.Name):
            found = self._member(node, tail.pop(), scope)
            bases = [d for b in found for d in self._bound(b, depth + 1)]
        rest = "".join("." + name for name in reversed(tail))
        return [base + rest for base in bases][:MANY]

    def _base(self, node: Node, scope: Scope, depth: int) -> list[str]:
        if isinstance(node, ast.Name):
            bindings = scope.lookup(node.id)
            if bindings:
                if depth > 1:
                    return [d for b in bindings for d in self._bound(b, depth)]
                key = id(bindings)  # the scope keeps them alive as long as this object
                known = self._known.get(key)
                if known is None:
                    found = [d for b in bindings for d in self._bound(b, depth)]
                    known = self._known[key] = list(dict.fromkeys(found))
                return known
            stars = scope.module.stars
            return [node.id, *(f"{star}.{node.id}" for star in stars)]
        if isinstance(node, ast.Call):
            return self._call_result(node, scope, depth)
        if isinstance(node, ast.Subscript):
            owner = self.dotted(node.value, scope, depth)
            if "sys.modules" in owner:
                return self._names(node.slice, scope, depth)
            keys = self._names(node.slice, scope, depth)
            tables = [o.removesuffix(".__dict__") for o in owner if o.endswith(".__dict__")]
            return [f"{table}.{key}" for table in tables for key in keys]
        if isinstance(node, (ast.NamedExpr, ast.Await)):
            return self.dotted(node.value, scope, depth)
        if isinstance(node, ast.IfExp):
            both = (node.body, node.orelse)
            return [d for part in both for d in self.dotted(part, scope, depth)]
        if isinstance(node, ast.BoolOp):
            return [d for part in node.values for d in self.dotted(part, scope, depth)]
        return []

    def _bound(self, binding: Binding, depth: int) -> list[str]:
        value = binding.value
        if binding.kind == "dotted" and isinstance(value, str):
            return [value]
        if binding.kind == "value" and isinstance(value, ast.AST) and binding.scope:
            return self.dotted(value, binding.scope, depth)
        if binding.kind == "each" and isinstance(value, (ast.Tuple, ast.List)) and binding.scope:
            return [d for e in value.elts for d in self.dotted(e, binding.scope, depth)]
        return []

    def _call_result(self, node: ast.Call, scope: Scope, depth: int) -> list[str]:
        callee = self.callee(node, scope, depth)
        last = callee.rsplit(".", 1)[-1]
        if last == "getattr" and len(node.args) >= 2:
            names = self._names(node.args[1], scope, depth)
            owners = self.dotted(node.args[0], scope, depth)
            return [f"{owner}.{name}" for owner in owners for name in names]
        if last == "vars" and node.args:
            return [d + ".__dict__" for d in self.dotted(node.args[0], scope, depth)]
        if last == "__import__" and node.args:
            names = self._names(node.args[0], scope, depth)
            whole = len(node.args) > 3 or any(k.arg == "fromlist" for k in node.keywords)
            return names if whole else [name.split(".", 1)[0] for name in names]
        if last in IMPORTERS and node.args:
            texts = self.imported(node, scope, depth)
            return [t.replace(":", ".") for t in map(complete, texts) if t]
        return []

    def _names(self, node: Node, scope: Scope, depth: int) -> list[str]:
        texts = map(complete, self.strings(node, scope, depth))
        return [text for text in texts if text]

    def callee(self, node: ast.Call, scope: Scope, depth: int = 0) -> str:
        """The dotted name of what is called; ``?.name`` if only its last part is known."""
        found = self.dotted(node.func, scope, depth + 1)
        if found:
            return found[0]
        function = node.func
        tail = []
        while isinstance(function, ast.Attribute):
            tail.append(function.attr)
            function = function.value
        if isinstance(function, ast.Name):
            tail.append(function.id)
        return ".".join(["?", *reversed(tail)])

    def imported(self, node: ast.Call, scope: Scope, depth: int = 0) -> list[Pieces]:
        """The absolute names that ``import_module(name, package)`` may be asked for."""
        self._importing = depth == 0
        try:
            return self._imported(node, scope, depth)
        finally:
            self._importing = False

    def _imported(self, node: ast.Call, scope: Scope, depth: int) -> list[Pieces]:
        keywords = {k.arg: k.value for k in node.keywords}
        name = node.args[0] if node.args else keywords.get("name")
        anchor = node.args[1] if len(node.args) > 1 else keywords.get("package")
        if name is None:
            return []
        out = []
        for text in self.strings(name, scope, depth):
            if not text or text[0] is None or not text[0].startswith("."):
                out.append(text)
                continue
            level = len(text[0]) - len(text[0].lstrip("."))
            anchors = self.strings(anchor, scope, depth) if anchor is not None else [HOLE]
            for package in anchors:
                known = complete(package)
                base = resolve_name("." * level, known) if known is not None else None
                rest = joined((text[0][level:],), text[1:])
                if base is None:
                    out.append(joined(HOLE, (".",), rest))
                else:
                    out.append(joined((base + "." if base else "",), rest))
        return out
