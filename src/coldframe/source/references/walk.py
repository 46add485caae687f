"""One pass over a module: its scopes, and the places that may hold a reference."""

from __future__ import annotations

import _ast as ast
from collections.abc import Callable
from typing import NamedTuple

from coldframe.source.references.scopes import OTHER, Binding, Node, Scope, bind_target, children
from coldframe.source.references.wanted import Wanted

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Site(NamedTuple):
    """A node, where its names are looked up, when it runs, and where to report it.

    ``position`` replaces the node's own: inside an f-string the interpreters disagree, so
    everything in one is reported where it starts.
    """

    node: Node
    scope: Scope
    when: str
    position: Node


class Module:
    """The sites of one module by kind, in no particular order."""

    def __init__(
        self,
        tree: ast.Module,
        path: str,
        wanted: Wanted,
        scope: Scope | None = None,
        *,
        with_names: bool = False,
    ) -> None:
        self.path = path
        self.wanted = wanted
        self.name, self.package = wanted.module_name(path)
        self.scope = scope or Scope("module")
        self.imports: list[Site] = []
        self.calls: list[Site] = []
        self.attributes: list[Site] = []
        self.subscripts: list[Site] = []
        self.texts: list[Site] = []  # string literals, outermost expression first
        self.annotations: list[Site] = []
        self.docstrings: list[Site] = []
        self.assigned: list[tuple[Node, Node, Site]] = []  # target, value, statement
        self.names: list[tuple[ast.Name, Scope]] = []  # those alone, if they are wanted
        self._with_names = with_names
        self.getattrs: list[Node] = []  # module-level functions named __getattr__
        self._walk(tree)

    def _walk(self, tree: Node) -> None:
        self._stack: list[tuple[Node, Scope, str, Node | None]] = []
        self._push_docstring(tree, self.scope, "module")
        self._push(children(tree), self.scope, "module", None)
        while self._stack:
            node, scope, when, position = self._stack.pop()
            method = _VISITORS.get(type(node))
            if method is None:
                if self._with_names and isinstance(node, ast.Name):
                    self.names.append((node, scope))
                self._push(children(node), scope, when, position)
            else:
                method(self, node, scope, when, position)

    def _push(self, nodes: object, scope: Scope, when: str, position: Node | None) -> None:
        # Reversed, so that bindings and sites come in the order of the source.
        items = [(n, scope, when, position) for n in nodes if n is not None]  # type: ignore[attr-defined]
        self._stack.extend(reversed(items))

    def _push_docstring(self, node: Node, scope: Scope, when: str) -> None:
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            value = statement.value if isinstance(statement, ast.Expr) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                self.docstrings.append(Site(value, scope, when, value))

    def _function(self, node: ast.FunctionDef, scope: Scope, when: str, at: Node | None) -> None:
        scope.bind(node.name, OTHER)
        if scope.kind == "module" and node.name == "__getattr__":
            self.getattrs.append(node)
        inner = Scope("function", scope, node)
        body_when = when if when == "type_checking" else "function"
        self._push_docstring(node, inner, body_when)
        self._push(node.body, inner, body_when, at)
        if node.returns is not None:
            self._annotation(node.returns, scope, when)
        self._push(node.decorator_list, scope, when, at)
        self._push(getattr(node, "type_params", ()), scope, when, at)
        self._arguments(node.args, inner, scope, when, at)

    def _arguments(
        self, args: ast.arguments, inner: Scope, outer: Scope, when: str, at: Node | None
    ) -> None:
        positional = [*args.posonlyargs, *args.args]
        defaults: dict[str, Node] = {}
        for arg, default in zip(reversed(positional), reversed(args.defaults), strict=False):
            defaults[arg.arg] = default
        for arg, value in zip(args.kwonlyargs, args.kw_defaults, strict=True):
            if value is not None:
                defaults[arg.arg] = value
        rest = [a for a in (args.vararg, args.kwarg) if a is not None]
        for arg in [*positional, *args.kwonlyargs, *rest]:
            inner.bind(arg.arg, OTHER)
            if arg.arg in defaults:
                inner.bind(arg.arg, Binding("value", defaults[arg.arg], outer))
            if arg.annotation is not None:
                self._annotation(arg.annotation, outer, when)
        self._push([*args.defaults, *args.kw_defaults], outer, when, at)

    def _lambda(self, node: ast.Lambda, scope: Scope, when: str, at: Node | None) -> None:
        inner = Scope("function", scope, node)
        self._arguments(node.args, inner, scope, when, at)
        self._push([node.body], inner, when if when == "type_checking" else "function", at)

    def _class(self, node: ast.ClassDef, scope: Scope, when: str, at: Node | None) -> None:
        inner = Scope("class", scope, node)
        scope.bind(node.name, Binding("class", inner))
        self._push_docstring(node, inner, when)
        self._push(node.body, inner, when, at)
        parts = [*node.decorator_list, *node.bases, *node.keywords]
        self._push([*parts, *getattr(node, "type_params", ())], scope, when, at)

    def _comprehension(self, node: Node, scope: Scope, when: str, at: Node | None) -> None:
        inner = Scope("comprehension", scope, node)
        for part in node.generators:  # type: ignore[attr-defined]
            bind_target(part.target, Binding("each", part.iter, inner), inner)
        self._push(children(node), inner, when, at)

    def _import(self, node: ast.Import, scope: Scope, when: str, at: Node | None) -> None:
        self.imports.append(Site(node, scope, when, at or node))
        for alias in node.names:
            if alias.asname:
                scope.bind(alias.asname, Binding("dotted", alias.name))
            else:
                top = alias.name.split(".", 1)[0]
                scope.bind(top, Binding("dotted", top))

    def _import_from(self, node: ast.ImportFrom, scope: Scope, when: str, at: Node | None) -> None:
        self.imports.append(Site(node, scope, when, at or node))
        base = self.base(node)
        for alias in node.names:
            if alias.name == "*":
                if base:
                    scope.module.stars.append(base)
            elif base is None:
                scope.bind(alias.asname or alias.name, OTHER)
            else:
                name = f"{base}.{alias.name}" if base else alias.name
                scope.bind(alias.asname or alias.name, Binding("dotted", name))

    def base(self, node: ast.ImportFrom) -> str | None:
        """The dotted name a ``from`` statement imports from; None if it has none here."""
        if not node.level:
            return node.module or ""
        return self.wanted.relative(self.path, node.level, node.module or "")

    def _assign(self, node: ast.Assign, scope: Scope, when: str, at: Node | None) -> None:
        site = Site(node, scope, when, at or node)
        for target in node.targets:
            bind_target(target, Binding("value", node.value, scope), scope)
            self.assigned.append((target, node.value, site))
        self._push([*node.targets, node.value], scope, when, at)

    def _ann_assign(self, node: ast.AnnAssign, scope: Scope, when: str, at: Node | None) -> None:
        self._annotation(node.annotation, scope, when)
        if node.value is not None:
            bind_target(node.target, Binding("value", node.value, scope), scope)
            self.assigned.append((node.target, node.value, Site(node, scope, when, at or node)))
        else:
            bind_target(node.target, OTHER, scope)
        self._push([node.target, node.value], scope, when, at)

    def _aug_assign(self, node: ast.AugAssign, scope: Scope, when: str, at: Node | None) -> None:
        self.assigned.append((node.target, node.value, Site(node, scope, when, at or node)))
        if not isinstance(node.value, (ast.List, ast.Tuple, ast.Dict)):
            bind_target(node.target, OTHER, scope)
        self._push([node.target, node.value], scope, when, at)

    def _named(self, node: ast.NamedExpr, scope: Scope, when: str, at: Node | None) -> None:
        bind_target(node.target, Binding("value", node.value, scope), scope)
        self._push([node.value], scope, when, at)

    def _for(self, node: ast.For, scope: Scope, when: str, at: Node | None) -> None:
        bind_target(node.target, Binding("each", node.iter, scope), scope)
        self._push([node.target, node.iter, *node.body, *node.orelse], scope, when, at)

    def _with_item(self, node: ast.withitem, scope: Scope, when: str, at: Node | None) -> None:
        if node.optional_vars is not None:
            bind_target(node.optional_vars, OTHER, scope)
        self._push([node.context_expr, node.optional_vars], scope, when, at)

    def _binds_name(self, node: Node, scope: Scope, when: str, at: Node | None) -> None:
        name = getattr(node, "name", None) or getattr(node, "rest", None)
        if isinstance(name, str):
            scope.bind(name, OTHER)
        self._push(children(node), scope, when, at)

    def _global(self, node: ast.Global, scope: Scope, when: str, at: Node | None) -> None:
        scope.globals.update(node.names)

    def _if(self, node: ast.If, scope: Scope, when: str, at: Node | None) -> None:
        test, negated = node.test, False
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            test, negated = test.operand, True
        body = orelse = when
        if getattr(test, "id", getattr(test, "attr", "")) == "TYPE_CHECKING":
            body, orelse = (when, "type_checking") if negated else ("type_checking", when)
        self._push(node.orelse, scope, orelse, at)
        self._push(node.body, scope, body, at)
        self._push([node.test], scope, when, at)

    def _call(self, node: ast.Call, scope: Scope, when: str, at: Node | None) -> None:
        self.calls.append(Site(node, scope, when, at or node))
        function = node.func
        if (
            isinstance(function, ast.Attribute)
            and function.attr in ("format", "join")
            and _is_text(function.value)
        ):
            self.texts.append(Site(node, scope, when, at or node))
            self._push([*node.args, *node.keywords], scope, when, at)
            return
        self._push([function, *node.args, *node.keywords], scope, when, at)

    def _attribute(self, node: ast.Attribute, scope: Scope, when: str, at: Node | None) -> None:
        self.attributes.append(Site(node, scope, when, at or node))
        value: Node = node.value
        while isinstance(value, ast.Attribute):
            value = value.value
        if not isinstance(value, ast.Name):
            self._push([value], scope, when, at)

    def _subscript(self, node: ast.Subscript, scope: Scope, when: str, at: Node | None) -> None:
        self.subscripts.append(Site(node, scope, when, at or node))
        self._push([node.value, node.slice], scope, when, at)

    def _constant(self, node: ast.Constant, scope: Scope, when: str, at: Node | None) -> None:
        if isinstance(node.value, str) and node.value:
            self.texts.append(Site(node, scope, when, at or node))

    def _joined(self, node: ast.JoinedStr, scope: Scope, when: str, at: Node | None) -> None:
        at = at or node
        self.texts.append(Site(node, scope, when, at))
        self._inside_text(node.values, scope, when, at)

    def _operation(self, node: ast.BinOp, scope: Scope, when: str, at: Node | None) -> None:
        leaves: list[Node] = []
        left: Node = node
        while isinstance(left, ast.BinOp):
            leaves.append(left.right)
            left = left.left
        leaves.append(left)
        leaves.reverse()
        is_text = isinstance(node.op, (ast.Add, ast.Mod)) and any(
            isinstance(leaf, ast.JoinedStr)
            or (isinstance(leaf, ast.Constant) and isinstance(leaf.value, str))
            for leaf in leaves
        )
        if not is_text:
            self._push(leaves, scope, when, at)
            return
        self.texts.append(Site(node, scope, when, at or node))
        for leaf in leaves:
            self._inside_text([leaf], scope, when, at or (leaf if _is_text(leaf) else None))

    def _inside_text(
        self, nodes: list[Node] | list[ast.expr], scope: Scope, when: str, at: Node | None
    ) -> None:
        """The parts of a string expression that are not its own text."""
        for node in nodes:
            if isinstance(node, ast.FormattedValue):
                self._push([node.value, node.format_spec], scope, when, at)
            elif isinstance(node, ast.JoinedStr):
                self._inside_text(node.values, scope, when, at)
            elif not isinstance(node, ast.Constant):
                self._push([node], scope, when, at)

    def _annotation(self, node: Node, scope: Scope, when: str) -> None:
        self.annotations.append(Site(node, scope, when, node))
        self._push([node], scope, when, None)

    def _statement(self, node: ast.Expr, scope: Scope, when: str, at: Node | None) -> None:
        value = node.value
        if not (isinstance(value, ast.Constant) and isinstance(value.value, str)):
            self._push([value], scope, when, at)  # else: a docstring, or a comment of sorts


def _is_text(node: Node) -> bool:
    return isinstance(node, (ast.Constant, ast.JoinedStr))


_VISITORS: dict[type, Callable[..., None]] = {
    **dict.fromkeys(_FUNCTIONS, Module._function),
    **dict.fromkeys(_COMPREHENSIONS, Module._comprehension),
    ast.Lambda: Module._lambda,
    ast.ClassDef: Module._class,
    ast.Import: Module._import,
    ast.ImportFrom: Module._import_from,
    ast.Assign: Module._assign,
    ast.AnnAssign: Module._ann_assign,
    ast.AugAssign: Module._aug_assign,
    ast.NamedExpr: Module._named,
    ast.For: Module._for,
    ast.AsyncFor: Module._for,
    ast.withitem: Module._with_item,
    ast.ExceptHandler: Module._binds_name,
    ast.MatchAs: Module._binds_name,
    ast.MatchStar: Module._binds_name,
    ast.MatchMapping: Module._binds_name,
    ast.Global: Module._global,
    ast.If: Module._if,
    ast.Call: Module._call,
    ast.Attribute: Module._attribute,
    ast.Subscript: Module._subscript,
    ast.Constant: Module._constant,
    ast.JoinedStr: Module._joined,
    ast.BinOp: Module._operation,
    ast.Expr: Module._statement,
}
