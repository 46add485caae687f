"""One field of a settings class of pydantic, with all that is said of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.surface.options import field_calls
from coldframe.check.surface.reading import is_true, keyword, last_name
from coldframe.compat.declared.values import choices, value_text
from coldframe.compat.options.entry import BOOLEAN, INTEGER, NUMBER, TEXT, Option

if TYPE_CHECKING:
    from coldframe.check.surface.definition import Definition
    from coldframe.check.surface.reading import Module

_TYPES = {"str": TEXT, "int": INTEGER, "float": NUMBER, "bool": BOOLEAN}
_ASIDE = {"default", "default_factory"}


def pydantic_option(module: Module, definition: Definition, path: str) -> Option:
    """The option that ``definition`` found; its name is that of the variable, in capitals."""
    field = definition.node
    assert isinstance(field, ast.AnnAssign)
    calls = field_calls(field)
    names = list(dict.fromkeys(each.upper() for each in _names(module, calls)))
    if not names:
        names = [next(each for each in definition.names if each == each.upper())]
    type_, allowed = _type(module, field.annotation)
    value, given = _default(module, field)
    return Option(
        names[0],
        "pydantic",
        path,
        definition.line,
        type_,
        value,
        not given,
        allowed,
        _said(module, calls, "ge", "gt"),
        _said(module, calls, "le", "lt"),
        _said(module, calls, "max_length"),
        _said(module, calls, "pattern"),
        old=tuple(names[1:]),
        deprecated=any(
            is_true(k) or module.text(k) for c in calls if (k := keyword(c, "deprecated"))
        ),
    )


def _names(module: Module, calls: list[ast.Call]) -> Iterator[str]:
    for call in calls:
        alias = keyword(call, "validation_alias", "alias")
        given = [alias] if alias is not None else []
        if isinstance(alias, ast.Call) and last_name(alias.func) == "AliasChoices":
            given = alias.args
        yield from filter(None, map(module.text, given))


def _said(module: Module, calls: list[ast.Call], *words: str) -> str:
    return next((t for c in calls if (t := value_text(module, keyword(c, *words)))), "")


def _default(module: Module, field: ast.AnnAssign) -> tuple[str, bool]:
    """The default, and whether there is one."""
    value = field.value
    if value is None:
        return "", False
    if not (isinstance(value, ast.Call) and last_name(value.func) == "Field"):
        return value_text(module, value), True
    first = value.args[0] if value.args else keyword(value, *_ASIDE)
    if first is None or (isinstance(first, ast.Constant) and first.value is ...):
        return "", False
    return value_text(module, first), True


def _type(module: Module, node: ast.expr) -> tuple[str, tuple[str, ...]]:
    """The type without what says nothing of the texts that are taken, and the allowed values."""
    if isinstance(node, ast.Subscript):
        word = last_name(node.value)
        inside = node.slice
        if word == "Annotated" and isinstance(inside, ast.Tuple) and inside.elts:
            return _type(module, inside.elts[0])
        if word == "Optional":
            return _type(module, inside)
        if word == "Literal":
            return TEXT, choices(module, inside if isinstance(inside, ast.Tuple) else
                                 ast.Tuple([inside]))  # fmt: skip
    if isinstance(node, ast.BinOp):
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(other, ast.Constant) and other.value is None:
                return _type(module, one)
    text = ast.unparse(node)
    return _TYPES.get(text, text), ()
