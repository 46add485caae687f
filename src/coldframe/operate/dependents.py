"""What in a database depends on a table: foreign keys of other tables, and views."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.database.sql_reading import touches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection

    from coldframe.check.database.shape import Shape

FOREIGN_KEY, VIEW = "foreign key", "view"


class Dependent(NamedTuple):
    """``name`` depends on a table: a ``foreign key`` of the table ``name``, or the view ``name``.

    ``columns`` are those of the foreign key, ``on_delete`` what it does, as written.
    """

    kind: str
    name: str
    columns: tuple[str, ...] = ()
    on_delete: str = ""


def dependents(
    connection: Connection, tables: Mapping[str, Shape]
) -> dict[str, tuple[Dependent, ...]]:
    """What depends on each of ``tables``, all tables of the database; views of views too."""
    found: dict[str, list[Dependent]] = defaultdict(list)
    for shape in tables.values():
        for key in shape.foreign_keys:
            if key.table != shape.name:
                found[key.table].append(
                    Dependent(FOREIGN_KEY, shape.name, key.columns, key.on_delete)
                )
    read = _views(connection, set(tables))
    for name in tables:
        waiting, seen = [name], set[str]()
        while waiting:
            one = waiting.pop()
            for view, sources in read.items():
                if one in sources and view not in seen:
                    seen.add(view)
                    waiting.append(view)
        found[name] += [Dependent(VIEW, view) for view in sorted(seen)]
    return {name: tuple(listed) for name, listed in found.items() if listed}


def _views(connection: Connection, tables: set[str]) -> dict[str, set[str]]:
    """The tables and views that each view reads; none where the user may not see it."""
    from sqlalchemy import inspect
    from sqlalchemy.exc import SQLAlchemyError

    inspector = inspect(connection)
    names = list(inspector.get_view_names())
    if connection.dialect.name == "postgresql":
        names += inspector.get_materialized_view_names()
    found: dict[str, set[str]] = {}
    for name in names:
        try:
            body = str(inspector.get_view_definition(name) or "")
        except (SQLAlchemyError, NotImplementedError):
            body = ""
        dialect, known = connection.dialect.name, tables | set(names)
        found[name] = {
            word
            for touch in touches(body, dialect, known)
            for word in (touch.table,)
            if word != name
        }
    return found
