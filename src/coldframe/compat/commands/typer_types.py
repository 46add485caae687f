"""What annotations say of an argument of typer, by whatever name they are known."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.surface.reading import last_name
from coldframe.compat.commands.things import Class, External, Later, Names, Opaque
from coldframe.compat.commands.written import TEXT, type_of

if TYPE_CHECKING:
    from coldframe.compat.commands.program import Program

_LISTS = frozenset({"list", "List"})
_ENUMS = frozenset({"Enum", "StrEnum"})
_DEEPEST = 5


class Shape(NamedTuple):
    """The word for a type, whether there may be several, and the values that are allowed."""

    type: str = TEXT
    many: bool = False
    choices: tuple[str, ...] = ()


class Written(NamedTuple):
    """An annotation, and the names that it is written with; ``call`` is what it says besides."""

    node: ast.expr | None
    names: Names
    call: ast.Call | None = None


def annotated(program: Program, names: Names, node: ast.expr | None) -> Written:
    """The type in ``Annotated[type, Option(...)]``, and the call; an alias is looked up."""
    node, names = _meant(program, names, node)
    if isinstance(node, ast.Subscript) and last_name(node.value) == "Annotated":
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        calls = (each for each in parts[1:] if isinstance(each, ast.Call) and is_said(each))
        return Written(parts[0], names, next(calls, None))
    return Written(node, names)


def is_said(call: ast.Call) -> bool:
    """Whether a call is that of ``typer.Option`` or ``typer.Argument``."""
    return last_name(call.func) in ("Option", "Argument")


def _meant(program: Program, names: Names, node: ast.expr | None) -> tuple[ast.expr | None, Names]:
    """The annotation that a name stands for, with the names of its module; or itself."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            node = ast.parse(node.value, mode="eval").body
        except (SyntaxError, ValueError):
            return node, names
    if not isinstance(node, ast.Name | ast.Attribute):
        return node, names
    found = names.find(node.id) if isinstance(node, ast.Name) else program.value(node, names)
    inner, there = found, names
    for _ in range(_DEEPEST):
        if not isinstance(inner, Later) or (space := program.space(inner.module)) is None:
            break
        inner, there = space.names.own.get(inner.name), space.names
    held = inner.node if isinstance(inner, Opaque) else None
    return (held, there) if isinstance(held, ast.Subscript | ast.BinOp) else (node, names)


def shape(program: Program, names: Names, node: ast.expr | None, deep: int = 0) -> Shape:
    """What the type of a parameter says."""
    node, names = _meant(program, names, node)
    if node is None or deep > _DEEPEST:
        return Shape()
    if isinstance(node, ast.Subscript):
        word = last_name(node.value)
        if word == "Optional":
            return shape(program, names, node.slice, deep + 1)
        if word in _LISTS:
            return shape(program, names, node.slice, deep + 1)._replace(many=True)
        if word == "Literal":
            given = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            values = (e.value for e in given if isinstance(e, ast.Constant))
            return Shape(TEXT, False, tuple(v for v in values if isinstance(v, str)))
    if isinstance(node, ast.BinOp):
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(other, ast.Constant) and other.value is None:
                return shape(program, names, one, deep + 1)
    held = program.known(program.value(node, names))
    if isinstance(held, Class):
        return _enum(program, held) or Shape(held.name)
    return Shape(type_of(External(ast.unparse(node))))


def _enum(program: Program, owner: Class) -> Shape | None:
    bases = (each for each in program.line(owner) if isinstance(each, External))
    if not any(each.last in _ENUMS for each in bases):
        return None
    values = [
        value
        for name, value in owner.names.own.items()
        if isinstance(value, str) and not name.startswith("_")
    ]
    return Shape(TEXT, False, tuple(values))
