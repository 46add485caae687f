"""Writes the saved rows, and proves that they have arrived as they were saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from coldframe.declare.mistake import Mistake
from coldframe.operate.backup.columns import OTHER, rows_of
from coldframe.operate.backup.digest import RowDigest
from coldframe.operate.backup.values import canonical, line
from coldframe.operate.restoring.matching import keys_of, values_of

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.engine import Connection

    from coldframe.operate.backup.manifest import Backup
    from coldframe.operate.restoring.restore_plan import Part

_BATCH = 100
Row = tuple[Any, ...]


def present(connection: Connection, backup: Backup, part: Part) -> int:
    """How many rows of the target have the key of a saved row; all of them without a key.

    Raises NotExact for a saved value that its column cannot hold.
    """
    from sqlalchemy import func, literal_column, select
    from sqlalchemy.sql import table as named

    target = named(part.target.name)
    one: Select[Any] = select(literal_column("1")).select_from(target).limit(1)
    if not part.pairs:
        return 0
    if connection.execute(one).first() is None:
        for _ in values_of(part, backup, connection.dialect.name):
            pass  # it is only seen whether each value fits
        return 0
    if not (places := keys_of(part)):
        return int(connection.execute(select(func.count()).select_from(target)).scalar_one())
    found = 0
    for batch in _batches(values_of(part, backup, connection.dialect.name)):
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
    late = [number for number, (_, into) in enumerate(part.pairs) if into.name in part.late]
    before, sent = _digest(connection, backup, part, _query(part, connection)), RowDigest()
    replaced = RowDigest()
    for batch in _batches(values_of(part, backup, dialect)):
        for values in batch:
            sent.add(_line(part, backup, dialect, values))
        old = _old(connection, backup, part, batch, replaced) if part.present else set()
        places = keys_of(part)
        new = [row for row in batch if not old or _key(row, places, part) not in old]
        changed = [row for row in batch if old and _key(row, places, part) in old]
        if new:
            _send(connection, part, _parameters(new, late))
        if changed:
            _update(connection, part, changed, set(range(len(part.pairs))) - set(places))
        progress(f"restoring {part.target.name}: {sent.rows:,} of {part.saved.rows:,} rows")
    if late:
        for batch in _batches(values_of(part, backup, dialect)):
            _update(connection, part, batch, set(late))
    now = _digest(connection, backup, part, _query(part, connection))
    if now.less(before.less(replaced)) != sent:
        raise Mistake(
            f"the rows of {part.saved.table.name} have not arrived in {part.target.name} as they"
            " were saved: the engine has rounded or changed values",
            "Nothing was written. Compare the types of the columns with schema.sql of the backup.",
        )


def _parameters(rows: Iterable[Row], empty: Sequence[int] = ()) -> list[dict[str, Any]]:
    return [
        {f"p{at}": None if at in empty else value for at, value in enumerate(row)} for row in rows
    ]


def _send(connection: Connection, part: Part, rows: list[dict[str, Any]]) -> None:
    from sqlalchemy import bindparam, column
    from sqlalchemy import insert as into
    from sqlalchemy.sql import table as named

    names = [target.name for _, target in part.pairs]
    table = named(part.target.name, *(column(name) for name in names))
    statement = into(table).values(
        {table.c[name]: bindparam(f"p{at}") for at, name in enumerate(names)}
    )
    if any(target.always for _, target in part.pairs):
        sql = str(statement.compile(dialect=connection.dialect))
        sql = sql.replace(") VALUES (", ") OVERRIDING SYSTEM VALUE VALUES (", 1)
        connection.exec_driver_sql(sql, rows)
        return
    connection.execute(statement, rows)


def _update(connection: Connection, part: Part, rows: Iterable[Row], columns: set[int]) -> None:
    """Set ``columns`` (places in ``part.pairs``) of the rows that have these keys."""
    from sqlalchemy import and_, bindparam, column, update
    from sqlalchemy.sql import table as named

    names = [target.name for _, target in part.pairs]
    table = named(part.target.name, *(column(name) for name in names))
    columns = {at for at in columns if not part.pairs[at][1].always}
    if not columns:
        return
    statement = (
        update(table)
        .where(and_(*(table.c[names[at]] == bindparam(f"p{at}") for at in keys_of(part))))
        .values({table.c[names[at]]: bindparam(f"p{at}") for at in columns})
    )
    used = columns | set(keys_of(part))
    given = [{f"p{at}": row[at] for at in used} for row in rows]
    connection.execute(statement, given)


def _old(
    connection: Connection, backup: Backup, part: Part, batch: Sequence[Row], replaced: RowDigest
) -> set[Row]:
    """The keys of ``batch`` that are there; their present rows are added to ``replaced``."""
    places = keys_of(part)
    keys = [tuple(row[place] for place in places) for row in batch]
    found = set()
    dialect = connection.dialect.name
    for row in connection.execute(_query(part, connection).where(_having(part, keys))):
        replaced.add(_line(part, backup, dialect, row))
        found.add(_key(row, places, part))
    return found


def _key(row: Sequence[Any], places: Sequence[int], part: Part) -> Row:
    return tuple(canonical(row[place], part.pairs[place][1]) for place in places)


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


def _line(part: Part, backup: Backup, dialect: str, row: Sequence[Any]) -> bytes:
    """A row in the form that is compared: columns that an engine may spell anew are left out."""
    same = backup.dialect == dialect
    values = [
        canonical(value, into)
        for value, (source, into) in zip(row, part.pairs, strict=True)
        if into.kind != OTHER or (same and source.type == into.type)
    ]
    return line(values)


def _digest(connection: Connection, backup: Backup, part: Part, query: Select[Any]) -> RowDigest:
    found = RowDigest()
    dialect = connection.dialect.name
    for row in connection.execute(query, execution_options={"yield_per": _BATCH}):
        found.add(_line(part, backup, dialect, row))
    return found


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch
