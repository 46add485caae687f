"""Writes the saved rows, and proves that they have arrived as they were saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from coldframe.declare.mistake import Mistake
from coldframe.operate.backup.columns import OTHER, rows_of
from coldframe.operate.backup.digest import RowDigest
from coldframe.operate.backup.values import canonical_of, line
from coldframe.operate.restoring.matching import fits_as_it_is, keys_of, values_of
from coldframe.operate.restoring.sending import Sender, together

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.engine import Connection

    from coldframe.operate.backup.manifest import Backup
    from coldframe.operate.restoring.restore_plan import Part

_KEYS = 300  # that are looked for at once: SQLite takes no more than 1,000 terms
Row = tuple[Any, ...]
Lined = Callable[[Sequence[Any]], bytes]


def present(
    connection: Connection,
    backup: Backup,
    part: Part,
    progress: Callable[[str], None] = lambda doing: None,
) -> int:
    """How many rows of the target have the key of a saved row; all of them without a key.

    Raises NotExact for a saved value that its column cannot hold.
    """
    from sqlalchemy import func, literal_column, select
    from sqlalchemy.sql import table as named

    target = named(part.target.name)
    one: Select[Any] = select(literal_column("1")).select_from(target).limit(1)
    if not part.pairs:
        return 0
    dialect = connection.dialect.name
    if connection.execute(one).first() is None:
        if not fits_as_it_is(part, backup, dialect):
            for _ in values_of(part, backup, dialect):
                pass  # it is only seen whether each value fits
        return 0
    if not (places := keys_of(part)):
        return int(connection.execute(select(func.count()).select_from(target)).scalar_one())
    found = seen = 0
    for batch in _batches(values_of(part, backup, dialect), _KEYS):
        seen += len(batch)
        progress(f"looking for saved rows in {part.target.name}: {seen:,} of {part.saved.rows:,}")
        keys = [tuple(values[place] for place in places) for values in batch]
        query = select(func.count()).select_from(target).where(_having(part, keys))
        found += int(connection.execute(query).scalar_one())
    return found


def insert(
    connection: Connection, backup: Backup, part: Part, progress: Callable[[str], None]
) -> None:
    """Write the rows of ``part``; such as are there already, by their key, are replaced.

    Raises Mistake when the rows that are there afterwards are not those that were saved.
    """
    dialect = connection.dialect.name
    lined, sender, several = _lined(part, backup, dialect), Sender(connection, part), together(part)
    late = [number for number, (_, into) in enumerate(part.pairs) if into.name in part.late]
    before, sent = _digest(connection, part, lined), RowDigest()
    replaced = RowDigest()
    places = keys_of(part)
    for batch in _batches(values_of(part, backup, dialect), several):
        for values in batch:
            sent.add(lined(values))
        if part.present:
            old = _old(connection, part, batch, replaced, lined)
            found = [_key(row, places, part) in old for row in batch]
            changed = [row for row, there in zip(batch, found, strict=True) if there]
            sender.update(changed, set(range(len(part.pairs))) - {*places, *late})
            batch = [row for row, there in zip(batch, found, strict=True) if not there]
        if batch:
            sender.insert(batch, late)
        progress(f"restoring {part.target.name}: {sent.rows:,} of {part.saved.rows:,} rows")
    if late:
        _tie(sender, part, values_of(part, backup, dialect), late, progress)
    now = _digest(connection, part, lined, progress)
    if now.less(before.less(replaced)) != sent:
        raise Mistake(
            f"the rows of {part.saved.table.name} have not arrived in {part.target.name} as they"
            " were saved: the engine has rounded or changed values",
            "Nothing was written. Compare the types of the columns with schema.sql of the backup.",
        )


def _tie(
    sender: Sender,
    part: Part,
    rows: Iterator[Row],
    late: Sequence[int],
    progress: Callable[[str], None],
) -> None:
    """Set the columns that had to wait; in new rows they are NULL until then."""
    done = 0
    for batch in _batches(rows, together(part)):
        done += len(batch)
        if not part.present:
            batch = [row for row in batch if any(row[at] is not None for at in late)]
        sender.update(batch, late)
        progress(f"tying {part.target.name}: {done:,} of {part.saved.rows:,} rows")


def _old(
    connection: Connection, part: Part, batch: Sequence[Row], replaced: RowDigest, lined: Lined
) -> set[Row]:
    """The keys of ``batch`` that are there; their present rows are added to ``replaced``."""
    places = keys_of(part)
    found = set()
    for at in range(0, len(batch), _KEYS):
        keys = [tuple(row[place] for place in places) for row in batch[at : at + _KEYS]]
        for row in connection.execute(_query(part, connection).where(_having(part, keys))):
            replaced.add(lined(row))
            found.add(_key(row, places, part))
    return found


def _key(row: Sequence[Any], places: Sequence[int], part: Part) -> Row:
    return tuple(canonical_of(part.pairs[place][1])(row[place]) for place in places)


def _having(part: Part, keys: Sequence[Row]) -> ColumnElement[bool]:
    from sqlalchemy import and_, column, or_

    if len(part.target.key) == 1:
        return column(part.target.key[0]).in_([value for (value,) in keys])
    return or_(
        *(
            and_(*(column(name) == value for name, value in zip(part.target.key, key, strict=True)))
            for key in keys
        )
    )


def _query(part: Part, connection: Connection) -> Select[Any]:
    return rows_of(connection, part.target, tuple(into.name for _, into in part.pairs))


def _lined(part: Part, backup: Backup, dialect: str) -> Lined:
    """Gives a row the form that is compared: columns that an engine may spell anew are left out."""
    same = backup.dialect == dialect
    forms = [
        (at, canonical_of(into))
        for at, (source, into) in enumerate(part.pairs)
        if into.kind != OTHER or (same and source.type == into.type)
    ]
    return lambda row: line([form(row[at]) for at, form in forms])


def _digest(
    connection: Connection,
    part: Part,
    lined: Lined,
    progress: Callable[[str], None] = lambda doing: None,
) -> RowDigest:
    found, several = RowDigest(), together(part)
    result = connection.execute(_query(part, connection), execution_options={"yield_per": several})
    for rows in result.partitions():
        for row in rows:
            found.add(lined(row))
        progress(f"comparing {part.target.name}: {found.rows:,} rows")
    return found


def _batches(rows: Iterator[Row], several: int) -> Iterator[list[Row]]:
    while batch := list(islice(rows, several)):
        yield batch
