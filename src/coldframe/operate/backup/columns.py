"""The columns of tables in words that mean the same on every engine, and how they are read exactly.

A value is read in the form that loses nothing: dates and times as ISO texts (the zero dates of
MariaDB and the infinite ones of PostgreSQL have no other), single floats as doubles, and types
that only one engine has as its own text.  SQLite gives what is stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from warnings import catch_warnings, simplefilter

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.engine import Connection

INTEGER, BOOLEAN, DECIMAL, FLOAT, TEXT = "integer", "boolean", "decimal", "float", "text"
BYTES, DATE, TIME, DATETIME, UUID, OTHER = "bytes", "date", "time", "datetime", "uuid", "other"
_MOMENTS = (DATE, TIME, DATETIME)


class Column(NamedTuple):
    """``type`` as the engine spells it; ``kind`` in words of all engines.

    ``generated`` columns are computed by the engine.  ``length`` in characters, or None.
    ``always`` marks an identity of PostgreSQL that is not to be set.
    """

    name: str
    type: str
    kind: str
    nullable: bool = True
    default: str | None = None
    generated: bool = False
    length: int | None = None
    always: bool = False


class ForeignKey(NamedTuple):
    """``columns`` refer to ``referred`` of ``table``."""

    columns: tuple[str, ...]
    table: str
    referred: tuple[str, ...]


class Table(NamedTuple):
    """A table as its database describes it."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)


def described(connection: Connection, name: str) -> Table:
    """The table ``name``, which exists."""
    from sqlalchemy import inspect

    inspector = inspect(connection)
    with catch_warnings():
        simplefilter("ignore")  # types that SQLAlchemy does not know have no form of ours
        listed = inspector.get_columns(name)
    columns = []
    for found in listed:
        identity: Any = found.get("identity") or {}
        columns.append(
            Column(
                found["name"],
                spelled(found["type"], connection.dialect),
                _kind(found["type"]),
                bool(found["nullable"]),
                None if found.get("default") is None else str(found["default"]),
                bool(found.get("computed")),
                getattr(found["type"], "length", None),
                bool(identity.get("always")),
            )
        )
    keys = tuple(
        ForeignKey(
            tuple(each["constrained_columns"]),
            each["referred_table"],
            tuple(each["referred_columns"]),
        )
        for each in inspector.get_foreign_keys(name)
    )
    primary = tuple(inspector.get_pk_constraint(name).get("constrained_columns") or ())
    return Table(name, tuple(columns), primary, keys)


def rows_of(connection: Connection, table: Table, names: tuple[str, ...]) -> Select[Any]:
    """The query for the columns ``names`` of all rows, each in its exact form."""
    from sqlalchemy import select
    from sqlalchemy.sql import table as named

    dialect = connection.dialect.name
    wanted = [_exact(column, dialect) for n in names if (column := table.column(n))]
    return select(*wanted).select_from(named(table.name))


def spelled(found: Any, dialect: Any) -> str:
    """A type as the engine spells it; what SQLAlchemy cannot spell, by its own name."""
    from sqlalchemy.exc import CompileError

    try:
        return str(found.compile(dialect=dialect))
    except (CompileError, NotImplementedError):
        return type(found).__name__


def _exact(column: Column, dialect: str) -> ColumnElement[Any]:
    from sqlalchemy import cast, literal_column, types
    from sqlalchemy import column as named

    found: ColumnElement[Any] = named(column.name)
    word = column.type.upper().partition("(")[0].partition(" ")[0]
    if dialect == "postgresql":
        if column.kind in (*_MOMENTS, UUID, OTHER) or word not in _PLAIN:
            return cast(found, types.Text())
    elif dialect in ("mysql", "mariadb"):
        if column.kind in _MOMENTS:
            return cast(found, types.CHAR())
        if word == "FLOAT":
            return found + literal_column("0e0")  # else six digits are shown
        if word == "BIT":
            return found + literal_column("0")
    return found


# Types of PostgreSQL whose values its drivers give as they are.
_PLAIN = (
    *("INTEGER", "BIGINT", "SMALLINT", "BOOLEAN", "NUMERIC", "DOUBLE", "REAL", "FLOAT"),
    *("TEXT", "VARCHAR", "CHAR", "BYTEA"),
)


def _kind(found: Any) -> str:
    from sqlalchemy import types

    word = type(found).__name__.upper()
    if word in ("BIT", "YEAR") and "mysql" in type(found).__module__:
        return INTEGER
    for kind, classes in (
        (BOOLEAN, (types.Boolean,)),
        (INTEGER, (types.Integer,)),
        (FLOAT, (types.Float,)),
        (DECIMAL, (types.Numeric,)),
        (DATETIME, (types.DateTime,)),
        (DATE, (types.Date,)),
        (TIME, (types.Time,)),
        (UUID, (types.Uuid,)),
        (BYTES, (types.LargeBinary, types.BINARY, types.VARBINARY)),
        (TEXT, (types.String,)),
    ):
        if isinstance(found, classes):
            return kind
    return OTHER
