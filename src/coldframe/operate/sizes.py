"""How many rows a table has and how many bytes it takes, without reading a large one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.engine import Connection

COUNTED = 100_000  # rows that are counted one by one; more are the engine's estimate
EXACT, ABOUT, OVER = "", "~", ">"


class Size(NamedTuple):
    """``rows`` with a ``mark``: exact, ``~`` as the engine estimates, ``>`` more than that.

    ``bytes`` with indexes, as the engine's catalogue says; None where it does not.
    """

    rows: int
    mark: str = EXACT
    bytes: int | None = None


def size(connection: Connection, table: str, limit: int = COUNTED) -> Size:
    """The size of ``table``: at most ``limit`` rows are read for it."""
    from sqlalchemy import func, literal_column, select
    from sqlalchemy.sql import table as named

    first = select(literal_column("1")).select_from(named(table)).limit(limit + 1).subquery()
    rows = int(connection.execute(select(func.count()).select_from(first)).scalar_one())
    estimate, taken = _catalogue(connection, table)
    if rows <= limit:
        return Size(rows, EXACT, taken)
    if estimate is not None and estimate > limit:
        return Size(estimate, ABOUT, taken)
    return Size(limit, OVER, taken)


def _catalogue(connection: Connection, table: str) -> tuple[int | None, int | None]:
    """The engine's estimate of rows, and the bytes; None for what it does not know."""
    dialect = connection.dialect.name
    if dialect == "postgresql":
        return _of_postgresql(connection, table)
    if dialect in ("mysql", "mariadb"):
        return _of_mariadb(connection, table)
    return _of_sqlite(connection, table)


def _of_postgresql(connection: Connection, table: str) -> tuple[int | None, int | None]:
    from sqlalchemy import text

    found = connection.execute(
        text(
            "SELECT reltuples, pg_total_relation_size(oid) FROM pg_class"
            " WHERE oid = to_regclass(:name)"
        ),
        {"name": connection.dialect.identifier_preparer.quote_identifier(table)},
    ).first()
    if found is None:
        return None, None
    return (int(found[0]) if found[0] >= 0 else None), int(found[1])


def _of_mariadb(connection: Connection, table: str) -> tuple[int | None, int | None]:
    from sqlalchemy import text

    found = connection.execute(
        text(
            "SELECT table_rows, data_length + index_length FROM information_schema.tables"
            " WHERE table_schema = DATABASE() AND table_name = :name"
        ),
        {"name": table},
    ).first()
    if found is None:
        return None, None
    return (None if found[0] is None else int(found[0])), (
        None if found[1] is None else int(found[1])
    )


def _of_sqlite(connection: Connection, table: str) -> tuple[int | None, int | None]:
    from sqlalchemy import func, literal_column, select, text
    from sqlalchemy.exc import OperationalError
    from sqlalchemy.sql import table as named

    try:
        last: Select[Any] = select(func.max(literal_column("rowid"))).select_from(named(table))
        rows = connection.execute(last).scalar_one()
    except OperationalError:  # a table without row numbers
        rows = None
    try:
        taken = connection.execute(
            text(
                "SELECT sum(pgsize) FROM dbstat WHERE name IN"
                " (SELECT name FROM sqlite_master WHERE tbl_name = :name)"
            ),
            {"name": table},
        ).scalar_one()
    except OperationalError:  # SQLite was built without it
        taken = None
    return (None if rows is None else int(rows)), (None if taken is None else int(taken))
