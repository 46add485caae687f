"""Tables as a database describes them, in a form that two databases can be compared by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import MetaData
    from sqlalchemy.engine import Engine


def table_names(engine: Engine) -> frozenset[str]:
    """The tables that are there."""
    from sqlalchemy import inspect

    return frozenset(inspect(engine).get_table_names())


def described(engine: Engine, wanted: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Per table of ``wanted`` that exists: a line per column, key, constraint and index.

    Names of constraints and indexes are in the lines, and columns stand in their order.
    """
    from sqlalchemy import inspect

    inspector = inspect(engine)
    there = set(inspector.get_table_names())
    return {name: _lines(inspector, name) for name in sorted(wanted) if name in there}


def _lines(inspector: Any, name: str) -> tuple[str, ...]:
    from coldframe.check.database.shape import _type

    dialect = inspector.dialect
    lines = [
        f"column {column['name']} {_type(column['type'], dialect)}"
        f"{'' if column['nullable'] else ' NOT NULL'}"
        f"{'' if column.get('default') is None else ' DEFAULT ' + str(column['default'])}"
        f"{' AUTOINCREMENT' if column.get('autoincrement') is True else ''}"
        f"{'' if not column.get('comment') else ' COMMENT ' + column['comment']}"
        for column in inspector.get_columns(name)
    ]
    key = inspector.get_pk_constraint(name)
    lines.append(f"primary key {key.get('name') or ''} {key.get('constrained_columns')}")
    rest = [
        f"foreign key {one.get('name') or ''} {one['constrained_columns']} to"
        f" {one['referred_table']} {one['referred_columns']}"
        f" {sorted((k, v) for k, v in (one.get('options') or {}).items() if v)}"
        for one in inspector.get_foreign_keys(name)
    ]
    rest += [
        f"unique {one.get('name') or ''} {one['column_names']}"
        for one in inspector.get_unique_constraints(name)
    ]
    rest += [
        f"index {one.get('name') or ''} {one['column_names']}"
        f"{' UNIQUE' if one.get('unique') else ''}"
        for one in inspector.get_indexes(name)
    ]
    rest += [
        f"check {one.get('name') or ''} {one.get('sqltext')}"
        for one in inspector.get_check_constraints(name)
    ]
    return (*lines, *sorted(rest))


def differences(
    wanted: dict[str, tuple[str, ...]], found: dict[str, tuple[str, ...]]
) -> dict[str, str]:
    """What differs, by table: the first line that only one of the two has."""
    told: dict[str, str] = {}
    for name in sorted({*wanted, *found}):
        if name not in found:
            told[name] = "is not there"
        elif name not in wanted:
            told[name] = "should not be there"
        elif wanted[name] != found[name]:
            lacks = [line for line in wanted[name] if line not in found[name]]
            more = [line for line in found[name] if line not in wanted[name]]
            told[name] = (
                f"lacks {lacks[0]}" if lacks else f"has {more[0]}" if more else "has another order"
            )
    return told


def read_back(engine: Engine, names: Collection[str]) -> MetaData:
    """These tables as the database has them, with types that every engine knows."""
    from contextlib import suppress

    from sqlalchemy import Boolean, MetaData

    metadata = MetaData()
    metadata.reflect(engine, only=lambda name, _: name in names, resolve_fks=False)
    for table in metadata.tables.values():
        table.dialect_options.clear()  # the engine, its character set
        for column in table.columns:
            if getattr(column.type, "display_width", None) == 1:  # how MariaDB keeps a Boolean
                column.type = Boolean()
                continue
            with suppress(NotImplementedError):
                column.type = column.type.as_generic()
        keyed = {tuple(key.column_keys) for key in table.foreign_key_constraints}
        if engine.dialect.name in ("mysql", "mariadb"):  # which makes one for each foreign key
            for index in list(table.indexes):
                if not index.unique and tuple(one.name for one in index.columns) in keyed:
                    table.indexes.remove(index)
    return metadata


def drop_tables(engine: Engine, names: Collection[str], enums: Collection[str] = ()) -> None:
    """Drop these tables of a scratch database in the order that it needs, and enumerations."""
    from sqlalchemy import MetaData, text

    metadata = MetaData()
    metadata.reflect(engine, only=lambda name, _: name in names)
    metadata.drop_all(engine, [table for table in metadata.sorted_tables if table.name in names])
    with engine.begin() as connection:
        for name in enums:
            connection.execute(text(f'DROP TYPE IF EXISTS "{name}"'))


def enum_names(engine: Engine) -> frozenset[str]:
    """The enumerations of PostgreSQL that exist by themselves; nothing elsewhere."""
    from sqlalchemy import inspect

    if engine.dialect.name != "postgresql":
        return frozenset()
    inspector: Any = inspect(engine)
    return frozenset(one["name"] for one in inspector.get_enums())


def counted(engine: Engine, names: Iterable[str]) -> dict[str, int]:
    """How many rows each table has."""
    from sqlalchemy import func, select, table

    with engine.connect() as connection:
        return {
            name: int(connection.scalar(select(func.count()).select_from(table(name))) or 0)
            for name in sorted(names)
        }


def enums_of(engine: Engine, names: Iterable[str]) -> frozenset[str]:
    """The names of the enumerations that columns of these tables have."""
    from sqlalchemy import Enum, inspect

    if engine.dialect.name != "postgresql":
        return frozenset()
    inspector = inspect(engine)
    types = [column["type"] for name in names for column in inspector.get_columns(name)]
    return frozenset(str(one.name) for one in types if isinstance(one, Enum) and one.name)
