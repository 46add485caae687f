"""The views and triggers of a database, and the tables on which they depend: it says so itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.regex import regex

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

VIEW, TRIGGER = "view", "trigger"
_NO_NAMES = regex(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/")
_WORD = regex(r"\w+")


class Dependent(NamedTuple):
    """A view, or a trigger ``on`` a table (``""`` for a view), and the tables that it ``uses``."""

    kind: str
    name: str
    on: str
    uses: tuple[str, ...]


_QUERIES = {
    "sqlite": (
        "SELECT type, name, CASE type WHEN 'trigger' THEN tbl_name ELSE '' END, sql"
        " FROM sqlite_master WHERE type IN ('view', 'trigger')",
    ),
    "mysql": (
        "SELECT 'view', TABLE_NAME, '', VIEW_DEFINITION FROM information_schema.VIEWS"
        " WHERE TABLE_SCHEMA = DATABASE()",
        "SELECT 'trigger', TRIGGER_NAME, EVENT_OBJECT_TABLE, ACTION_STATEMENT"
        " FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()",
    ),
    "postgresql": (
        "SELECT 'view', viewname, '', definition FROM pg_views"
        " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
        "SELECT 'view', matviewname, '', definition FROM pg_matviews",
        "SELECT 'trigger', t.tgname, c.relname, p.prosrc FROM pg_trigger t"
        " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE NOT t.tgisinternal",
    ),
}


def dependents(connection: Connection, tables: Collection[str]) -> tuple[Dependent, ...]:
    """All views and triggers, by kind and name; ``tables`` are those that they may use."""
    rows = sorted(set(_rows(connection)))
    known = {*tables, *(name for kind, name, _, _ in rows if kind == VIEW)}
    found = []
    for kind, name, on, body in rows:
        words = dict.fromkeys(_WORD.findall(_NO_NAMES.sub(" ", body)))
        uses = tuple(word for word in words if word in known and word not in (name, on))
        found.append(Dependent(kind, name, on, uses))
    return tuple(found)


def _rows(connection: Connection) -> Iterator[tuple[str, str, str, str]]:
    from sqlalchemy import text

    dialect = {"mariadb": "mysql"}.get(connection.dialect.name, connection.dialect.name)
    for query in _QUERIES.get(dialect, ()):
        for kind, name, on, body in connection.execute(text(query)):
            yield kind, name, on or "", body or ""
