"""Lists and dictionaries that are made of others: `[x for x in known if x != other]`."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coldframe.compat.attribute_maps.values import Values

_MOST = 10_000  # elements
_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Is: operator.is_, ast.IsNot: operator.is_not,
    ast.In: lambda one, many: one in many, ast.NotIn: lambda one, many: one not in many,
}  # fmt: skip


class Untold(Exception):
    """It cannot be told which elements there are."""


def elements(
    values: Values, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp, depth: int
) -> Iterator[None]:
    """Once for each element, with its names set in ``values``.  Raises Untold."""
    if len(node.generators) != 1:
        raise Untold
    (each,) = node.generators
    held = values.of(each.iter, depth)
    if not isinstance(held, list | dict) or len(held) > _MOST:
        raise Untold
    before = values.local
    try:
        for one in held:
            values.local = {**before, **_named(each.target, one)}
            if all(_holds(values, test, depth) for test in each.ifs):
                yield
    finally:
        values.local = before


def _named(target: ast.expr, value: Any) -> dict[str, Any]:
    if isinstance(target, ast.Name):
        return {target.id: value}
    if isinstance(target, ast.Tuple) and isinstance(value, list):
        if len(value) != len(target.elts):
            raise Untold
        found: dict[str, Any] = {}
        for part, inner in zip(target.elts, value, strict=True):
            found |= _named(part, inner)
        return found
    raise Untold


def _holds(values: Values, test: ast.expr, depth: int) -> bool:
    from coldframe.compat.attribute_maps.values import Unknown

    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        raise Untold
    one, other = values.of(test.left, depth), values.of(test.comparators[0], depth)
    compared = _COMPARED.get(type(test.ops[0]))
    if compared is None or isinstance(one, Unknown) or isinstance(other, Unknown):
        raise Untold
    try:
        return bool(compared(one, other))
    except TypeError:
        raise Untold from None
