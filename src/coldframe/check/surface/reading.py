"""Reading expressions: dotted names, arguments, and as much of a text as is certain."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cached_property

from coldframe.check.surface.definition import Words

# Calls that give back, or translate, the text they are given.
_SAME_TEXT = frozenset({"_", "gettext", "ugettext", "lazy_gettext", "gettext_lazy", "N_", "_LI"})
_TRIMMED = frozenset({"dedent", "cleandoc", "strip", "Markdown", "Text"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


# A node, and the functions and classes around it (innermost last).
Site = tuple[ast.AST, tuple[ast.AST, ...]]

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_KEPT = (ast.stmt, ast.Call, *_COMPREHENSIONS)
_SCOPES = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef})
# Most nodes are one of these, and nothing that is kept is below them.
_LEAVES = frozenset({ast.Name, ast.Constant, ast.Load, ast.Store, ast.Del, ast.alias})


class Module:
    """A parsed module with its constants and its sites, walked when somebody asks for them.

    The sites are its statements, calls and comprehensions, in the order of the file.
    ``name`` is the last part of its dotted name; empty if that is not known.
    """

    def __init__(self, tree: ast.Module, name: str = "") -> None:
        self.tree = tree
        self.name = name
        self.constants: dict[str, ast.expr] = {}
        twice: set[str] = set()
        for name, value in _assigned(tree.body):
            if name in self.constants:
                twice.add(name)
            self.constants[name] = value
        for name in twice:
            del self.constants[name]

    @cached_property
    def sites(self) -> list[Site]:
        """Everything that may define something, with what is around it."""
        return _sites(self.tree)

    @cached_property
    def imports(self) -> list[ast.Import | ast.ImportFrom]:
        """All import statements."""
        return [n for n, _ in self.sites if isinstance(n, ast.Import | ast.ImportFrom)]

    def calls(self) -> Iterator[tuple[ast.Call, tuple[ast.AST, ...]]]:
        """Every call with what is around it, in the order of the file."""
        for node, around in self.sites:
            if isinstance(node, ast.Call):
                yield node, around

    def words(self, node: ast.AST | None, depth: int = 0) -> Words | None:
        """The text that ``node`` stands for; None for None, no argument or ``...``."""
        if node is None or depth > 8:
            return None if node is None else Words("", False)
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                return Words(node.value)
            return None if node.value is None or node.value is ... else Words(str(node.value))
        if isinstance(node, ast.JoinedStr):
            parts = [self.words(part, depth + 1) or Words() for part in node.values]
            return Words("".join(p.text for p in parts), all(p.exact for p in parts))
        if isinstance(node, ast.FormattedValue) and node.format_spec is None:
            return self.words(node.value, depth + 1) or Words("", False)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left, right = self.words(node.left, depth + 1), self.words(node.right, depth + 1)
            left, right = left or Words(), right or Words()
            return Words(left.text + right.text, left.exact and right.exact)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            return Words((self.words(node.left, depth + 1) or Words()).text, False)
        if isinstance(node, ast.Name) and node.id in self.constants:
            return self.words(self.constants[node.id], depth + 1)
        if isinstance(node, ast.Call):
            return self._called(node, depth)
        return Words("", False)

    def _called(self, node: ast.Call, depth: int) -> Words:
        name = last_name(node.func)
        if name in _SAME_TEXT or name in _TRIMMED:
            inner = node.args[0] if node.args else None
            if inner is None and isinstance(node.func, ast.Attribute):
                inner = node.func.value
            return self.words(inner, depth + 1) or Words()
        if name == "format" and isinstance(node.func, ast.Attribute):
            return Words((self.words(node.func.value, depth + 1) or Words()).text, False)
        return Words("", False)

    def text(self, node: ast.AST | None) -> str | None:
        """The exact text of ``node``, or None when it is not certain."""
        words = self.words(node)
        return words.text if words is not None and words.exact else None


def _sites(tree: ast.Module) -> list[Site]:
    sites: list[Site] = []
    stack: list[Site] = [(tree, ())]
    while stack:
        node, around = stack.pop()
        kind = type(node)
        if isinstance(node, _KEPT):
            sites.append((node, around))
        inner = (*around, node) if kind in _SCOPES else around
        below: list[Site] = []
        for field in kind._fields:
            value = getattr(node, field, None)
            for child in value if type(value) is list else (value,):
                if isinstance(child, ast.AST) and type(child) not in _LEAVES:
                    below.append((child, inner))
        below.reverse()
        stack += below
    return sites


def _assigned(body: Iterable[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    for statement in body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    yield target.id, statement.value
        elif (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and statement.value is not None
        ):
            yield statement.target.id, statement.value


def dotted(node: ast.AST) -> str:
    """``a.b.c`` for names and attributes; parts that are neither are left out."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        parts.append(node.id)
    return ".".join(reversed(parts))


def last_name(node: ast.AST) -> str:
    """The last part of a dotted name, or empty."""
    return dotted(node).rpartition(".")[2]


def keyword(call: ast.Call, *names: str) -> ast.expr | None:
    """The value of the first of these keyword arguments that is given."""
    return next((k.value for name in names for k in call.keywords if k.arg == name), None)


def is_true(node: ast.AST | None) -> bool:
    """Whether ``node`` is the constant True."""
    return isinstance(node, ast.Constant) and node.value is True


def is_false(node: ast.AST | None) -> bool:
    """Whether ``node`` is the constant ``False``."""
    return isinstance(node, ast.Constant) and node.value is False


def docstring(node: ast.AST) -> Words | None:
    """The docstring of a function, class or module."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
        text = ast.get_docstring(node, clean=False)
        return None if text is None else Words(text)
    return None


def base_names(node: ast.ClassDef) -> list[str]:
    """The last part of each base's name; subscripted bases count by what is subscripted."""
    return [
        last_name(base.value if isinstance(base, ast.Subscript) else base) for base in node.bases
    ]
