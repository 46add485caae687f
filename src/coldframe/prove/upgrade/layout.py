"""All tables with their columns and keys, in one question: it is asked after every step."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_SQLITE = """
SELECT m.name, p.name, p.pk > 0
FROM sqlite_master m JOIN pragma_table_info(m.name) p
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
ORDER BY m.name, p.cid
"""
_POSTGRESQL = """
SELECT c.relname, a.attname, COALESCE(a.attnum = ANY (i.indkey), FALSE)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY c.relname, a.attnum
"""
_MARIADB = """
SELECT c.table_name, c.column_name, c.column_key = 'PRI'
FROM information_schema.columns c
JOIN information_schema.tables t
  ON t.table_schema = c.table_schema AND t.table_name = c.table_name
WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE'
ORDER BY c.table_name, c.ordinal_position
"""
_QUESTIONS = {
    "sqlite": _SQLITE,
    "postgresql": _POSTGRESQL,
    "mysql": _MARIADB,
    "mariadb": _MARIADB,
}


class Layout(NamedTuple):
    """The columns of a table in order, and those of its primary key."""

    columns: tuple[str, ...]
    key: tuple[str, ...]


def layouts(connection: Connection) -> dict[str, Layout]:
    """Every table of the usual schema by its name."""
    columns: dict[str, list[str]] = {}
    keys: dict[str, list[str]] = {}
    for table, column, is_key in connection.exec_driver_sql(_QUESTIONS[connection.dialect.name]):
        columns.setdefault(table, []).append(column)
        keys.setdefault(table, [])
        if is_key:
            keys[table].append(column)
    return {name: Layout(tuple(each), tuple(keys[name])) for name, each in columns.items()}
