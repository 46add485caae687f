"""What strings an expression may have."""

from __future__ import annotations

import _ast as ast
from collections.abc import Callable

from coldframe.regex import regex
from coldframe.source.references.pieces import HOLE, MANY, Pieces, complete, products
from coldframe.source.references.scopes import Binding, Node, Scope, children
from coldframe.source.references.tables import Tables

_FIELD = regex(r"\{\{|\}\}|\{([^{}!:]*)(?:![rsa])?(:[^{}]*)?\}")
_PERCENT = regex(r"%(?:\((\w+)\))?([-#0 +]*[\d*]*(?:\.\d+)?)([a-zA-Z%])")
_METHODS = frozenset(
    ("replace", "strip", "lstrip", "rstrip", "lower", "removeprefix", "removesuffix",
     "rpartition", "partition", "split", "rsplit")
)  # fmt: skip


class Strings(Tables):
    """Literals, and what is made of them with ``+``, ``%``, ``format``, ``join`` and the like."""

    def dotted(self, node: Node, scope: Scope, depth: int = 0) -> list[str]:
        """See ``Values``."""
        raise NotImplementedError

    def callee(self, node: ast.Call, scope: Scope, depth: int = 0) -> str:
        """See ``Values``."""
        raise NotImplementedError

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

    def _either(self, node: Node, scope: Scope, depth: int) -> list[Pieces]:
        parts = [node.body, node.orelse] if isinstance(node, ast.IfExp) else node.values  # type: ignore[attr-defined]
        return [t for part in parts for t in self.strings(part, scope, depth)]

    def _inner(self, node: Node, scope: Scope, depth: int) -> list[Pieces]:
        return self.strings(node.value, scope, depth)  # type: ignore[attr-defined]


_STRINGS: dict[type, Callable[[Strings, Node, Scope, int], list[Pieces]]] = {
    ast.Constant: Strings._constant,  # type: ignore[dict-item]
    ast.JoinedStr: Strings._joined,  # type: ignore[dict-item]
    ast.BinOp: Strings._operation,  # type: ignore[dict-item]
    ast.Call: Strings._call,  # type: ignore[dict-item]
    ast.Name: Strings._name,  # type: ignore[dict-item]
    ast.Attribute: Strings._attribute,  # type: ignore[dict-item]
    ast.Subscript: Strings._subscript,  # type: ignore[dict-item]
    ast.IfExp: Strings._either,
    ast.BoolOp: Strings._either,
    ast.NamedExpr: Strings._inner,
    ast.Await: Strings._inner,
}
