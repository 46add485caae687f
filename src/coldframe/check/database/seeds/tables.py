"""The tables of a database as seeds need them: what a row must bring, and what it refers to."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.check.database.seeds.conditions import Allowed, allowed

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class Field(NamedTuple):
    """One column.

    ``made`` tells that the database computes it or counts it up; ``default`` that it has
    a default; ``distinct`` that a key or a unique index has it in it.
    """

    name: str
    kind: Any  # SQLAlchemy's type
    nullable: bool
    made: bool
    computed: bool
    default: bool
    distinct: bool
    allowed: Allowed


class Reference(NamedTuple):
    """``columns`` of a table refer to ``referred`` of ``table``."""

    columns: tuple[str, ...]
    table: str
    referred: tuple[str, ...]


class SeedTable(NamedTuple):
    """One table; ``schema`` is empty for the usual one."""

    name: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]

    def clause(self) -> Any:
        """The table as SQLAlchemy writes it in statements."""
        from sqlalchemy import column, table

        return table(self.name, *(column(each.name, each.kind) for each in self.fields))

    def field(self, name: str) -> Field:
        """The column of that name."""
        return next(each for each in self.fields if each.name == name)


def seed_tables(connection: Connection, wanted: Collection[str] | None) -> dict[str, SeedTable]:
    """The tables in ``wanted`` (None: all) that exist, and those to which they refer."""
    from sqlalchemy import inspect

    inspector = inspect(connection)
    existing = set(inspector.get_table_names())
    found: dict[str, SeedTable] = {}
    names = existing if wanted is None else existing & set(wanted)
    while names:
        read = _read(inspector, sorted(names), connection.dialect.name)
        found |= read
        referred = {each.table for table in read.values() for each in table.references}
        names = (referred & existing) - set(found)
    return found


def _read(inspector: Any, names: list[str], dialect: str) -> dict[str, SeedTable]:
    """All of ``names`` with a handful of questions, where the engine can be asked so."""
    asked = {"filter_names": names}
    columns = inspector.get_multi_columns(**asked)
    keys = inspector.get_multi_pk_constraint(**asked)
    foreign = inspector.get_multi_foreign_keys(**asked)
    uniques = inspector.get_multi_unique_constraints(**asked)
    indexes = inspector.get_multi_indexes(**asked)
    checks = _conditions(inspector, names, dialect)
    return {
        name: _table(
            name,
            columns[None, name],
            tuple((keys.get((None, name)) or {}).get("constrained_columns") or ()),
            foreign.get((None, name)) or [],
            [*(uniques.get((None, name)) or []), *(indexes.get((None, name)) or [])],
            allowed(checks.get(name, []), dialect),
        )
        for name in names
        if (None, name) in columns
    }


def _conditions(inspector: Any, names: list[str], dialect: str) -> dict[str, list[str]]:
    """The CHECK constraints; SQLAlchemy does not see those of single columns of MariaDB."""
    from sqlalchemy import text

    if dialect in ("mysql", "mariadb") and inspector.dialect.is_mariadb:
        found: dict[str, list[str]] = {}
        question = (
            "SELECT table_name, check_clause FROM information_schema.check_constraints"
            " WHERE constraint_schema = DATABASE()"
        )
        for name, condition in inspector.bind.execute(text(question)):
            found.setdefault(name, []).append(condition)
        return found
    read = inspector.get_multi_check_constraints(filter_names=names)
    return {name: [each["sqltext"] for each in checks] for (_, name), checks in read.items()}


def _table(
    name: str,
    columns: list[Any],
    key: tuple[str, ...],
    foreign: list[Any],
    uniques: list[Any],
    bounds: dict[str, Allowed],
) -> SeedTable:
    distinct = set(key)
    for each in uniques:
        if each.get("unique", True):
            distinct |= set(each.get("column_names") or ())
    fields = tuple(
        Field(
            each["name"],
            _kind(each["type"]),
            bool(each["nullable"]),
            _is_made(each, key),
            bool(each.get("computed")) or bool((each.get("identity") or {}).get("always")),
            each.get("default") is not None,
            each["name"] in distinct,
            bounds.get(each["name"].lower(), Allowed()),
        )
        for each in columns
    )
    references = tuple(
        Reference(
            tuple(each["constrained_columns"]),
            each["referred_table"],
            tuple(each["referred_columns"]) or tuple(each["constrained_columns"]),
        )
        for each in foreign
        if each.get("referred_schema") is None
    )
    return SeedTable(name, fields, key, references)


def _kind(found: Any) -> Any:
    """The type, or that which a domain of PostgreSQL is made of."""
    return getattr(found, "data_type", None) or found


def _is_made(column: Any, key: tuple[str, ...]) -> bool:
    from sqlalchemy import types

    default = str(column.get("default") or "")
    if column.get("computed") or column.get("identity") or default.startswith("nextval("):
        return True
    if column.get("autoincrement") is True:
        return True
    # SQLite counts up the only column of a key if it is an INTEGER.
    return (
        key == (column["name"],)
        and type(column["type"]) is types.INTEGER
        and column.get("autoincrement") == "auto"
        and not default
    )
