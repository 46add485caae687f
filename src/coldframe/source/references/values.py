"""What an expression is worth, as far as reading can tell.

``dotted`` gives the modules and objects that an expression may refer to, ``strings`` the
strings that it may have.  Both follow names, attributes, tables, loops over literals and
the usual string operations, to a limited depth, and give up silently.
"""

from __future__ import annotations

import _ast as ast
import re
from collections.abc import Callable

from coldframe.source.references.pieces import HOLE, MANY, Pieces, complete, joined, products
from coldframe.source.references.scopes import Binding, Node, Scope, children
from coldframe.source.references.walk import Module
from coldframe.source.references.wanted import resolve_name

_DEPTH = 12
_STEPS = 2000  # per expression: a name that is assigned a hundred times branches fast
_FIELD = re.compile(r"\{\{|\}\}|\{([^{}!:]*)(?:![rsa])?(:[^{}]*)?\}")
_PERCENT = re.compile(r"%(?:\((\w+)\))?([-#0 +]*[\d*]*(?:\.\d+)?)([a-zA-Z%])")
_METHODS = frozenset(
    ("replace", "strip", "lstrip", "rstrip", "lower", "removeprefix", "removesuffix",
     "rpartition", "partition", "split", "rsplit")
)  # fmt: skip
IMPORTERS = frozenset(("import_module", "importorskip", "try_import", "resolve_name", "locate"))


class Values:
    """The values of the expressions of one module."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.followed: set[int] = set()  # ids of the string nodes that were evaluated
        self._known: dict[int, list[str]] = {}
        self._steps = 0
        self._importing = False  # then a parameter may be what the function compares it with

    def _enough(self, depth: int) -> bool:
        self._steps = self._steps + 1 if depth else 0
        return depth > _DEPTH or self._steps > _STEPS

    # -- modules and objects -------------------------------------------------------------

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

    # -- strings -------------------------------------------------------------------------

    def strings(self, node: Node, scope: Scope, depth: int = 0) -> list[Pieces]:
        """The strings that ``node`` may be; a single hole if nothing is known."""
        method = _STRINGS.get(type(node))
        if method is None or self._enough(depth):
            return [HOLE]
        self.followed.add(id(node))
        return method(self, node, scope, depth + 1)[:MANY] or [HOLE]

    def _constant(self, node: ast.Constant, scope: Scope, depth: int) -> list[Pieces]:
        return [(node.value,)] if isinstance(node.value, str) else [HOLE]

    def _joined(self, node: ast.JoinedStr, scope: Scope, depth: int) -> list[Pieces]:
        return products(self._field(v, scope, depth) for v in node.values)

    def _field(self, node: Node, scope: Scope, depth: int) -> list[Pieces]:
        if isinstance(node, ast.FormattedValue):
            if node.format_spec is None and node.conversion in (-1, 115):
                return self.strings(node.value, scope, depth)
            return [HOLE]
        return self.strings(node, scope, depth)

    def _operation(self, node: ast.BinOp, scope: Scope, depth: int) -> list[Pieces]:
        if isinstance(node.op, ast.Add):
            leaves: list[Node] = []
            left: Node = node
            while isinstance(left, ast.BinOp) and isinstance(left.op, ast.Add):
                leaves.append(left.right)
                left = left.left
            leaves.append(left)
            return products([self.strings(n, scope, depth) for n in reversed(leaves)])
        if isinstance(node.op, ast.Mod):
            return self._percent(node, scope, depth)
        return [HOLE]

    def _percent(self, node: ast.BinOp, scope: Scope, depth: int) -> list[Pieces]:
        template = complete(self.strings(node.left, scope, depth)[0])
        if template is None:
            return [HOLE]
        values = list(node.right.elts) if isinstance(node.right, ast.Tuple) else [node.right]
        named: dict[str, Node] = {}
        if isinstance(node.right, ast.Dict):
            for key, value in zip(node.right.keys, node.right.values, strict=True):
                if isinstance(key, ast.Constant):
                    named[str(key.value)] = value
        count = iter(values)
        choices: list[list[Pieces]] = []
        end = 0
        for found in _PERCENT.finditer(template):
            choices.append([(template[end : found.start()],)])
            end = found.end()
            if found[3] == "%":
                choices.append([("%",)])
                continue
            part = named.get(found[1]) if found[1] else next(count, None)
            plain = found[3] == "s" and not found[2] and part is not None
            choices.append(self.strings(part, scope, depth) if plain and part else [HOLE])
        return products([*choices, [(template[end:],)]])

    def _call(self, node: ast.Call, scope: Scope, depth: int) -> list[Pieces]:
        function = node.func
        if isinstance(function, ast.Attribute):
            if function.attr == "join":
                return self._join(node, scope, depth)
            if function.attr == "format":
                return self._format(node, scope, depth)
            if function.attr == "get":
                return self._get(node, scope, depth)
            found = [p for p in self._method(node, scope, depth) if isinstance(p, str)]
            return [(text,) for text in found] or [HOLE]
        callee = self.callee(node, scope, depth)
        if callee in ("str", "textwrap.dedent", "inspect.cleandoc", "sys.intern") and node.args:
            return self.strings(node.args[0], scope, depth)
        if callee == "getattr" and len(node.args) == 3:
            return [*self.strings(node.args[2], scope, depth), HOLE]
        return [HOLE]

    def _get(self, node: ast.Call, scope: Scope, depth: int) -> list[Pieces]:
        """``table.get(key, default)``, ``os.environ.get(name, default)``."""
        out: list[Pieces] = []
        if isinstance(node.func, ast.Attribute) and node.args:
            out = self._elements(node.func.value, scope, depth, node.args[0])
        if len(node.args) > 1:
            out = [*out, *self.strings(node.args[1], scope, depth)]
        return [*out, HOLE]

    def _method(self, node: Node, scope: Scope, depth: int) -> list[object]:
        """What a string method with constant arguments returns for constant strings."""
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            return []
        if node.func.attr not in _METHODS or node.keywords:
            return []
        arguments = [a.value for a in node.args if isinstance(a, ast.Constant)]
        if len(arguments) != len(node.args):
            return []
        out: list[object] = []
        for text in map(complete, self.strings(node.func.value, scope, depth)):
            if text is not None:
                try:
                    out.append(getattr(text, node.func.attr)(*arguments))
                except (TypeError, ValueError):
                    continue
        return out

    def _join(self, node: ast.Call, scope: Scope, depth: int) -> list[Pieces]:
        assert isinstance(node.func, ast.Attribute)
        glue = complete(self.strings(node.func.value, scope, depth)[0])
        items = node.args[0] if node.args else None
        if isinstance(items, ast.Name):
            values = [b.value for b in scope.lookup(items.id) if b.kind == "value"]
            items = values[0] if len(values) == 1 else None  # type: ignore[assignment]
        if glue is None or not isinstance(items, (ast.List, ast.Tuple)):
            return [HOLE]
        choices: list[list[Pieces]] = []
        for item in items.elts:
            if choices:
                choices.append([(glue,)])
            choices.append(self.strings(item, scope, depth))
        return products(choices)

    def _format(self, node: ast.Call, scope: Scope, depth: int) -> list[Pieces]:
        assert isinstance(node.func, ast.Attribute)
        template = complete(self.strings(node.func.value, scope, depth)[0])
        if template is None:
            return [HOLE]
        named = {k.arg: k.value for k in node.keywords}
        count = 0
        choices: list[list[Pieces]] = []
        end = 0
        for found in _FIELD.finditer(template):
            choices.append([(template[end : found.start()],)])
            end = found.end()
            if found[1] is None:
                choices.append([(found[0][0],)])
                continue
            key, value = found[1].strip(), None
            if not key:
                key, count = str(count), count + 1
            if key.isdigit() and int(key) < len(node.args):
                value = node.args[int(key)]
            else:
                value = named.get(key)
            known = value is not None and not found[2]
            choices.append(self.strings(value, scope, depth) if known and value else [HOLE])
        return products([*choices, [(template[end:],)]])

    def _name(self, node: ast.Name, scope: Scope, depth: int) -> list[Pieces]:
        bindings = scope.lookup(node.id)
        if not bindings:
            special = {"__name__": self.module.name, "__package__": self.module.package}
            known = special.get(node.id)
            return [(known,)] if known is not None else [HOLE]
        out = [text for b in bindings for text in self._bound_strings(b, depth)]
        if self._importing and scope.kind == "function" and set(out) == {HOLE}:
            return self._compared(node.id, scope, depth) or out
        return out

    def _compared(self, name: str, scope: Scope, depth: int) -> list[Pieces]:
        """The constants that the enclosing function compares ``name`` with."""
        out: list[Pieces] = []
        pending = [scope.node] if scope.node is not None else []
        while pending:
            part = pending.pop()
            pending.extend(children(part))
            if isinstance(part, ast.Compare) and getattr(part.left, "id", "") == name:
                for sign, right in zip(part.ops, part.comparators, strict=True):
                    if isinstance(sign, ast.Eq):
                        out += self.strings(right, scope, depth)
                    elif isinstance(sign, ast.In):
                        out += self._elements(right, scope, depth)
        return [text for text in out if text != HOLE]

    def _bound_strings(self, binding: Binding, depth: int) -> list[Pieces]:
        if not isinstance(binding.value, ast.AST) or binding.scope is None:
            return [HOLE]
        if binding.kind == "each":
            return self._elements(binding.value, binding.scope, depth)
        return self.strings(binding.value, binding.scope, depth)

    def _attribute(self, node: ast.Attribute, scope: Scope, depth: int) -> list[Pieces]:
        owner = node.value
        if node.attr in ("__name__", "__package__", "__module__"):
            found = self.dotted(owner, scope, depth)
            return [(name,) for name in found] or [HOLE]
        if node.attr in ("parent", "name") and getattr(owner, "id", "") == "__spec__":
            known = self.module.package if node.attr == "parent" else self.module.name
            return [(known,)] if known is not None else [HOLE]
        if isinstance(owner, ast.Name):
            found_here = self._member(owner, node.attr, scope)
            return [t for b in found_here for t in self._bound_strings(b, depth)] or [HOLE]
        return [HOLE]

    def _member(self, owner: ast.Name, name: str, scope: Scope) -> list[Binding]:
        """The bindings of ``self.name``, or of ``Class.name``."""
        cls = scope.enclosing_class() if owner.id in ("self", "cls") else None
        if cls is None:
            values = [b.value for b in scope.lookup(owner.id) if b.kind == "class"]
            cls = values[0] if values and isinstance(values[0], Scope) else None
        return cls.names.get(name, []) if cls is not None else []

    def _subscript(self, node: ast.Subscript, scope: Scope, depth: int) -> list[Pieces]:
        made = self._method(node.value, scope, depth)
        index = node.slice
        if isinstance(index, ast.UnaryOp) and isinstance(index.operand, ast.Constant):
            step = index.operand.value
            at = -step if isinstance(step, int) else None
        else:
            at = index.value if isinstance(index, ast.Constant) else None  # type: ignore[assignment]
        if made and isinstance(at, int):
            rows = [r for r in made if isinstance(r, (list, tuple)) and -len(r) <= at < len(r)]
            return [(str(r[at]),) for r in rows]
        return self._elements(node.value, scope, depth, index)

    def _elements(
        self, node: Node, scope: Scope, depth: int, key: Node | None = None
    ) -> list[Pieces]:
        """The strings in a literal list or table, or only that of ``key`` if it is constant."""
        if self._enough(depth):
            return [HOLE]
        depth += 1
        if isinstance(node, ast.Name):
            out = []
            for b in scope.lookup(node.id):
                if b.kind == "value" and isinstance(b.value, ast.AST) and b.scope:
                    out += self._elements(b.value, b.scope, depth, key)
            return out
        constant = key.value if isinstance(key, ast.Constant) else None
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            items: list[ast.expr] = node.elts
            if isinstance(constant, int) and constant < len(items):
                items = [items[constant]]
            return [t for item in items for t in self._flat(item, scope, depth)]
        if isinstance(node, ast.Dict):
            pairs = list(zip(node.keys, node.values, strict=True))
            if key is None:
                return [t for k, _ in pairs if k for t in self.strings(k, scope, depth)]
            hits = [v for k, v in pairs if isinstance(k, ast.Constant) and k.value == constant] or [
                v for _, v in pairs
            ]
            return [t for value in hits for t in self._flat(value, scope, depth)]
        if isinstance(node, ast.Subscript):  # a table of tables
            return self._elements(node.value, scope, depth, node.slice)
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute) and function.attr in ("keys", "values"):
                every = None if function.attr == "keys" else function
                return self._elements(function.value, scope, depth, every)
            makers = ("sorted", "set", "list", "tuple", "frozenset")
            if getattr(function, "id", "") in makers and node.args:
                return self._elements(node.args[0], scope, depth)
        return [HOLE]

    def _flat(self, node: Node, scope: Scope, depth: int) -> list[Pieces]:
        """The strings of a table's value; a tuple stands for its first string."""
        if isinstance(node, (ast.Tuple, ast.List)):
            return [t for item in node.elts for t in self.strings(item, scope, depth)]
        return self.strings(node, scope, depth)

    def _either(self, node: Node, scope: Scope, depth: int) -> list[Pieces]:
        parts = [node.body, node.orelse] if isinstance(node, ast.IfExp) else node.values  # type: ignore[attr-defined]
        return [t for part in parts for t in self.strings(part, scope, depth)]

    def _inner(self, node: Node, scope: Scope, depth: int) -> list[Pieces]:
        return self.strings(node.value, scope, depth)  # type: ignore[attr-defined]


_STRINGS: dict[type, Callable[[Values, Node, Scope, int], list[Pieces]]] = {
    ast.Constant: Values._constant,  # type: ignore[dict-item]
    ast.JoinedStr: Values._joined,  # type: ignore[dict-item]
    ast.BinOp: Values._operation,  # type: ignore[dict-item]
    ast.Call: Values._call,  # type: ignore[dict-item]
    ast.Name: Values._name,  # type: ignore[dict-item]
    ast.Attribute: Values._attribute,  # type: ignore[dict-item]
    ast.Subscript: Values._subscript,  # type: ignore[dict-item]
    ast.IfExp: Values._either,
    ast.BoolOp: Values._either,
    ast.NamedExpr: Values._inner,
    ast.Await: Values._inner,
}
