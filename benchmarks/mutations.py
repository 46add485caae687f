"""Faults of one line: what a programmer gets wrong, put into a function of Python code.

A fault keeps the number of lines, so that tracebacks show the true ones.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from typing import NamedTuple

_OPPOSITES = {
    ast.Eq: "!=", ast.NotEq: "==", ast.Lt: ">=", ast.GtE: "<", ast.Gt: "<=", ast.LtE: ">",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
# What is wrong, by the name of the mistake.
KINDS = (
    "wrong attribute",
    "wrong key",
    "wrong name",
    "None returned",
    "argument dropped",
    "arguments swapped",
    "keyword misspelt",
    "comparison flipped",
    "condition negated",
    "constant changed",
    "statement deleted",
    "other exception raised",
    "error raised",
)


class Fault(NamedTuple):
    """``source`` is the file's text with the fault in function ``name``, on ``line``."""

    kind: str
    path: str
    name: str
    line: int
    was: str
    now: str
    source: str


class Function(NamedTuple):
    """A function that stands in a module or a class, with all that is in it."""

    name: str
    node: ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST, within: str = "") -> Iterator[Function]:
    """The functions of a module and its classes, by their qualified names."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(f"{within}{node.name}", node)
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{within}{node.name}.")


def faults(path: str, text: str, function: Function, chance: random.Random) -> list[Fault]:
    """A fault of each kind that fits into ``function``, at a place that ``chance`` picks."""
    places: dict[str, list[tuple[ast.expr | ast.stmt, str]]] = {}
    for node in _inner(function.node):
        for kind, new in _edits(node):
            places.setdefault(kind, []).append((node, new))
        if isinstance(node, ast.If | ast.While | ast.IfExp):
            negated = node.test, f"not ({ast.unparse(node.test)})"
            places.setdefault("condition negated", []).append(negated)
    found = []
    for kind in KINDS:
        if kind not in places:
            continue
        node, new = chance.choice(places[kind])
        source = _replaced(text, node, new)
        try:
            compile(source, path, "exec", dont_inherit=True)
        except SyntaxError:
            continue
        was = (ast.get_source_segment(text, node) or "").replace("\n", " ")
        found.append(Fault(kind, path, function.name, node.lineno, was, new, source))
    return found


def _inner(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.expr | ast.stmt]:
    """What runs in the function, but for docstrings, logging and parts of f-strings."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.JoinedStr):  # the places of its parts are wrong in Python 3.11
            continue
        if isinstance(node, ast.Expr) and (
            isinstance(node.value, ast.Constant) or ast.unparse(node).startswith("LOG.")
        ):
            continue
        if isinstance(node, ast.expr | ast.stmt):
            yield node
        waiting.extend(ast.iter_child_nodes(node))


def _edits(node: ast.expr | ast.stmt) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Attribute(ctx=ast.Load()):
            yield "wrong attribute", f"{ast.unparse(node)}_gone"
        case ast.Subscript(ctx=ast.Load(), slice=ast.Constant(value=str(key))):
            yield "wrong key", f"{ast.unparse(node.value)}[{key + '_gone'!r}]"
        case ast.Name(ctx=ast.Load()):
            yield "wrong name", f"{node.id}_gone"
        case ast.Return(value=ast.expr()) if not _is_none(node.value):
            yield "None returned", "return None"
        case ast.Call():
            yield from _calls(node)
        case ast.Compare(ops=[one]):
            flipped = f"{ast.unparse(node.left)} {_OPPOSITES[type(one)]} "
            yield "comparison flipped", f"({flipped}{ast.unparse(node.comparators[0])})"
        case ast.Constant(value=bool(value)):
            yield "constant changed", repr(not value)
        case ast.Constant(value=int(value)):
            yield "constant changed", repr(value + 1)
        case ast.Constant(value=str(word)):
            yield "constant changed", repr(f"{word}_gone")
        case ast.Raise(exc=ast.expr()):
            yield "other exception raised", "raise RuntimeError('another one')"
        case ast.Expr() | ast.Assign() | ast.AugAssign():
            yield "statement deleted", "pass"
            yield "error raised", "raise ValueError('this cannot be')"


def _calls(node: ast.Call) -> Iterator[tuple[str, str]]:
    called = ast.unparse(node.func)
    plain = [ast.unparse(one) for one in node.args]
    named = [ast.unparse(one) for one in node.keywords]
    if plain:
        yield "argument dropped", f"{called}({', '.join(plain[:-1] + named)})"
    if len(plain) > 1:
        swapped = [plain[1], plain[0], *plain[2:], *named]
        yield "arguments swapped", f"{called}({', '.join(swapped)})"
    for at, one in enumerate(node.keywords):
        if one.arg:
            wrong = [*named[:at], f"{one.arg}_gone={ast.unparse(one.value)}", *named[at + 1 :]]
            yield "keyword misspelt", f"{called}({', '.join(plain + wrong)})"
            break


def _is_none(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _replaced(text: str, node: ast.expr | ast.stmt, new: str) -> str:
    """``text`` with ``new`` for ``node``; lines that the node took more than one are empty."""
    lines = text.encode().splitlines(keepends=True)
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    before, after = lines[first][: node.col_offset], lines[last][node.end_col_offset :]
    gap = b"\n" * (last - first)
    lines[first : last + 1] = [before + new.encode() + gap + after]
    return b"".join(lines).decode()
