"""Which saved table and column goes where in the schema that is there now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from coldframe.operate.backup.columns import described
from coldframe.operate.restoring.restore_plan import Part

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from coldframe.operate.backup.manifest import Backup


def parts(
    connection: Connection, backup: Backup, wanted: Collection[str], renamed: Mapping[str, str]
) -> tuple[list[Part], list[str]]:
    """A part per saved table in ``wanted`` whose target is there, and why others have none."""
    from sqlalchemy import inspect

    there = set(inspect(connection).get_table_names())
    found, refusals = [], []
    for saved in backup.tables:
        name = saved.table.name
        if name not in wanted:
            continue
        target = renamed.get(name, name)
        if target not in there:
            refusals.append(
                f"there is no table {target} for the {saved.rows:,} rows of {name}; make it first,"
                " or say how it is called now: --rename OLD=NEW"
            )
            continue
        table = described(connection, target)
        pairs = tuple(
            (column, into)
            for column in saved.table.columns
            if (into := table.column(column.name)) is not None and not into.generated
        )
        written = {into.name for _, into in pairs}
        left_out = tuple(
            c.name for c in saved.table.columns if c.name not in written and not c.generated
        )
        new = [c for c in table.columns if c.name not in written and not c.generated]
        part = Part(saved, table, pairs, left_out, tuple(column.name for column in new))
        wrong = [
            f"{target}.{column.name} must not be empty and has no default: give it one first"
            for column in new
            if not column.nullable and column.default is None and saved.rows
        ]
        if not pairs:
            wrong.append(f"{target} has no column of {name}")
        found.append(part._replace(refusals=tuple(wrong)))
    return found, refusals


def ordered(found: Sequence[Part], *, immediate: bool) -> tuple[Part, ...]:
    """The parts, each after those that its foreign keys refer to.

    Where tables refer to each other or to themselves, columns that may be empty are set ``late``.
    ``immediate``: the engine checks every statement, so that those which may not be empty are a
    refusal.
    """
    waiting = {part.target.name: part for part in found}
    placed: dict[str, Part] = {}
    while waiting:
        free = [name for name, part in waiting.items() if not _needs(part) & set(waiting) - {name}]
        name = free[0] if free else next(iter(waiting))
        part = waiting.pop(name)
        placed[name] = _late(part, {*waiting, name}, immediate)
    return tuple(placed.values())


def _needs(part: Part) -> set[str]:
    return {key.table for key in part.target.foreign_keys}


def _late(part: Part, missing: Collection[str], immediate: bool) -> Part:
    written = {into.name: into for _, into in part.pairs}
    late: dict[str, None] = {}
    refusals = list(part.refusals)
    for key in part.target.foreign_keys:
        columns = [written[name] for name in key.columns if name in written]
        if key.table not in missing or not columns or not immediate:
            continue
        free = [c.name for c in columns if c.nullable and c.name not in part.target.key]
        if free and part.target.key and set(part.target.key) <= set(written):
            late.update(dict.fromkeys(free))
        else:
            refusals.append(
                f"{part.target.name} refers to {key.table}, which is not there before it, by"
                f" {', '.join(key.columns)}, which cannot be set afterwards"
            )
    return part._replace(late=tuple(late), refusals=tuple(refusals))


def keys_of(part: Part) -> tuple[int, ...]:
    """The places in a saved row of the target's key; empty when rows cannot be told by it."""
    at = {into.name: number for number, (_, into) in enumerate(part.pairs)}
    if not part.target.key or not set(part.target.key) <= set(at):
        return ()
    return tuple(at[name] for name in part.target.key)


def fits_as_it_is(part: Part, backup: Backup, dialect: str) -> bool:
    """Whether every saved value goes into its column without being converted."""
    return backup.dialect == dialect and all(own.type == into.type for own, into in part.pairs)


def values_of(part: Part, backup: Backup, dialect: str) -> Iterator[tuple[object, ...]]:
    """The saved rows as the target's engine takes them, in the order of ``part.pairs``.

    Raises NotExact, with row and column, for a value that a column cannot hold.
    """
    from coldframe.operate.backup.values import NotExact, fitted

    names = [column.name for column in part.saved.table.columns]
    places = [names.index(column.name) for column, _ in part.pairs]
    rows = backup.rows_of(part.saved)
    if fits_as_it_is(part, backup, dialect):
        for row in rows:
            yield tuple([row[place] for place in places])
        return
    for number, row in enumerate(rows, 1):
        values = []
        for place, (column, into) in zip(places, part.pairs, strict=True):
            value = row[place]
            if backup.dialect != dialect or column.type != into.type:
                try:
                    value = fitted(value, column, into, dialect)
                except NotExact as error:
                    raise NotExact(
                        f"row {number}, {part.target.name}.{into.name}: {error}"
                    ) from None
            values.append(value)
        yield tuple(values)
