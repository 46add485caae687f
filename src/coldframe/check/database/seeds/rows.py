"""One row for a table: values that fit its columns, and each other."""

from __future__ import annotations

from typing import Any, NamedTuple

from coldframe.check.database.seeds.tables import Field, Reference, SeedTable
from coldframe.check.database.seeds.values import NoValue, text, value


class Attempt(NamedTuple):
    """How a row is made, when the one before was refused.

    ``empty`` leaves out what may be NULL, ``bare`` also what has a default; ``step`` is added
    to a column's number per place, so that columns stand in ascending or descending order.
    """

    extreme: bool = False
    plane: bool = False
    empty: bool = False
    bare: bool = False
    step: int = 0
    shift: int = 0


PLAIN = (
    Attempt(),
    Attempt(plane=True),
    Attempt(step=1),
    Attempt(step=-1, shift=100),
    Attempt(empty=True),
    Attempt(empty=True, step=1),
    Attempt(empty=True, step=-1, shift=100),
    Attempt(empty=True, bare=True),
    Attempt(shift=10_000),
)
EXTREME = (
    Attempt(extreme=True),
    Attempt(extreme=True, plane=True),
    Attempt(extreme=True, plane=True, step=1),
    Attempt(extreme=True, plane=True, step=-1, shift=100),
    *PLAIN,
)
EMPTY = (*(each for each in PLAIN if each.empty), *PLAIN)


def attempts(n: int, extreme: bool) -> tuple[Attempt, ...]:
    """The ways in which row ``n`` is tried: the first is plain, then one of each kind."""
    if not extreme or n % 4 == 0:
        return PLAIN
    return EXTREME if n % 4 in (1, 3) else EMPTY


class Unseedable(Exception):
    """Why there can be no row."""


def own_values(table: SeedTable, n: int, attempt: Attempt, given: dict[str, Any]) -> dict[str, Any]:
    """A row with all that ``table`` needs beside ``given``, the values of its references.

    Raises Unseedable for a column of an unknown type that may not be left out.
    """
    row = dict(given)
    for place, field in enumerate(table.fields):
        if field.name in row or field.computed or field.made:
            continue
        if field.default and not field.distinct and (attempt.bare or n % 2):
            continue
        if field.nullable and attempt.empty and not field.distinct:
            row[field.name] = None
            continue
        number = max(0, n + attempt.shift + attempt.step * place)
        try:
            row[field.name] = field_value(field, f"{table.name}.{field.name}", number, attempt)
        except NoValue as unknown:
            if field.nullable:
                row[field.name] = None
            elif not field.default:
                raise Unseedable(
                    f"no value is known for its column {field.name} of the type {unknown}"
                ) from None
    return row


def field_value(field: Field, name: str, n: int, attempt: Attempt = PLAIN[0]) -> Any:
    """A value that the column's type and its CHECK constraints allow."""
    from sqlalchemy import types

    bounds = field.allowed
    if bounds.choices:
        return bounds.choices[n % len(bounds.choices)]
    if bounds.json and isinstance(field.kind, types.String):
        return f'{{"n": {n}}}'
    if type(field.kind) is types.NullType:  # SQLite takes anything
        return text(None, name, n)
    if bounds.least is None and bounds.most is None:
        extreme = (
            attempt.extreme
            and not bounds.compared
            and (not field.distinct or isinstance(field.kind, types.String))
        )
        return value(field.kind, name, n, extreme=extreme, plane=attempt.plane)
    least = bounds.least if bounds.least is not None else None
    if bounds.length:
        longest = int(bounds.most if bounds.most is not None else 10_000)
        length = getattr(field.kind, "length", None)
        written = text(min(longest, length or longest), name, n)
        return written.ljust(int(least or 0), "x")
    least = least if least is not None else (bounds.most or 0) - n
    most = bounds.most if bounds.most is not None else least + n
    between = least + n % (int(most - least) + 1)
    return int(between) if isinstance(field.kind, types.Integer) else between


def predicted(table: SeedTable, reference: Reference, n: int) -> dict[str, Any]:
    """What row ``n`` of the table referred to will have, before it is there.

    Raises Unseedable if that depends on more tables.
    """
    found = {}
    for column, referred in zip(reference.columns, reference.referred, strict=True):
        field = table.field(referred)
        if any(referred in each.columns for each in table.references):
            raise Unseedable(f"it and {table.name} need each other")
        found[column] = n + 1 if field.made else field_value(field, f"{table.name}.{field.name}", n)
    return found
