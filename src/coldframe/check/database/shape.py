"""What a table looks like, as the database itself says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class Column(NamedTuple):
    """One column: its type as the engine spells it, and what a row must bring."""

    name: str
    type: str
    nullable: bool
    default: str | None
    length: int | None = None


class ForeignKey(NamedTuple):
    """``columns`` of a table refer to ``table``; ``on_delete`` as written, ``""`` if not."""

    columns: tuple[str, ...]
    table: str
    referred: tuple[str, ...]
    on_delete: str
    name: str = ""


class Shape(NamedTuple):
    """One table."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    uniques: tuple[tuple[str, ...], ...] = ()

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)


def shapes(connection: Connection, wanted: set[str] | None = None) -> dict[str, Shape]:
    """The shapes of the tables in ``wanted`` (None: all) that exist now, by name."""
    from sqlalchemy import inspect

    inspector = inspect(connection)
    inspector.clear_cache()
    names = set(inspector.get_table_names())
    names &= names if wanted is None else wanted
    return {name: _shape(inspector, name) for name in sorted(names)}


def _shape(inspector: Any, name: str) -> Shape:
    columns = tuple(
        Column(
            column["name"],
            _type(column["type"], inspector.dialect),
            bool(column["nullable"]),
            None if column.get("default") is None else str(column["default"]),
            getattr(column["type"], "length", None),
        )
        for column in inspector.get_columns(name)
    )
    keys = tuple(
        ForeignKey(
            tuple(key["constrained_columns"]),
            key["referred_table"],
            tuple(key["referred_columns"]),
            str((key.get("options") or {}).get("ondelete") or "").upper(),
            key.get("name") or "",
        )
        for key in inspector.get_foreign_keys(name)
    )
    uniques = tuple(
        tuple(unique["column_names"]) for unique in inspector.get_unique_constraints(name)
    )
    primary = tuple(inspector.get_pk_constraint(name).get("constrained_columns") or ())
    return Shape(name, columns, primary, keys, uniques)


def _type(found: Any, dialect: Any) -> str:
    """The type as the engine spells it; what SQLAlchemy cannot spell, by its own name."""
    from sqlalchemy.exc import CompileError

    try:
        return str(found.compile(dialect=dialect))
    except (CompileError, NotImplementedError):
        return type(found).__name__
