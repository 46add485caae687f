"""How the database at the end of all lists differs from the models, as Alembic compares them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.check.database.environment import DJANGO
from coldframe.check.database.models import Models, models, places_of_tables
from coldframe.check.database.statement import CREATE, RENAME, SCHEMA

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

    from coldframe.check.database.environment import Environment
    from coldframe.check.database.history import Chapter
    from coldframe.check.database.owners import Owners
    from coldframe.check.host import Host


class Difference(NamedTuple):
    """One difference in ``table``, at the model, or else at the last statement about it."""

    table: str
    message: str
    path: str
    line: int


def differences(
    host: Host,
    engine: Engine,
    listed: Sequence[Environment],
    chapters: Sequence[Chapter],
    owners: Owners,
) -> tuple[Difference, ...]:
    """What Alembic's autogenerate would write into the next revision of each environment.

    A table belongs to the environment that makes it, or else to that of its owner.  What keeps
    an environment from being compared is added to ``host.notes``.
    """
    found: list[Difference] = []
    if django := [each for each in listed if each.tool == DJANGO]:
        from coldframe.check.database.django.models import django_differences

        for table, message, place in django_differences(host, engine, django):
            path, line = place or _last_place(chapters, table, host) or (django[0].path, 1)
            found.append(Difference(table, message, path, line))
        listed = [each for each in listed if each.tool != DJANGO]
    made = _made(chapters)
    said = {each.path: models(host, each) for each in listed}
    places = places_of_tables(host.tree.root)
    for environment in listed:
        told = said[environment.path]
        if told.metadata is None:
            if told.why:
                host.notes.append(
                    f"{told.path} was not compared with its models: {told.why}. Name them in the"
                    " settings (database.models)."
                )
            continue
        own = {name for name, place in made.items() if place == environment.path}
        known = {table.name for table in _tables(told.metadata)}
        if own and not own & known:
            host.notes.append(
                f"{told.path} was not compared with its models: its metadata has none of the"
                f" {len(own)} tables that its revisions make."
            )
            continue
        compared = _Comparison(host, told, environment, listed, made, owners)
        with engine.connect() as connection:
            for name, what, modelled in compared.raw(connection):
                last = _last_place(chapters, name, host)
                place = places.get(name) if modelled else None
                path, line = place or last or places.get(name) or (told.path, told.line)
                found.append(Difference(name, what, path, line))
    return tuple(dict.fromkeys(found))


def _tables(metadata: Any) -> list[Any]:
    several = metadata if isinstance(metadata, list | tuple) else [metadata]
    return [table for each in several for table in each.sorted_tables]


def _made(chapters: Sequence[Chapter]) -> dict[str, str]:
    """The environment that made each table, by the table's last name."""
    found: dict[str, str] = {}
    for chapter in chapters:
        for touch in (touch for each in chapter.statements for touch in each.touches):
            if touch.act == CREATE:
                found[touch.table] = chapter.revision.environment
            elif touch.act == RENAME and touch.table in found:
                found[touch.by] = found.pop(touch.table)
    return found


def _last_place(chapters: Sequence[Chapter], table: str, host: Host) -> tuple[str, int] | None:
    for chapter in reversed(chapters):
        for statement in reversed(chapter.statements):
            for touch in statement.touches:
                if touch.act in SCHEMA and table in (touch.table, touch.by):
                    return statement.path, statement.line
    return None


class _Comparison:
    """One environment's comparison."""

    def __init__(
        self,
        host: Host,
        told: Models,
        environment: Environment,
        listed: Sequence[Environment],
        made: Mapping[str, str],
        owners: Owners,
    ) -> None:
        self._host = host
        self._told = told
        self._environment = environment
        self._listed = listed
        self._made = made
        self._owners = owners
        self._tables = {each.version_table for each in listed}

    def raw(self, connection: Connection) -> Iterator[tuple[str, str, bool]]:
        """Table, what differs, and whether the models have what the database has not."""
        options = dict(self._told.options)
        theirs = options.get("include_object")

        def include(thing: Any, name: Any, kind: Any, reflected: Any, other: Any) -> bool:
            if kind == "table" and not self._is_ours(str(name)):
                return False
            return bool(theirs is None or theirs(thing, name, kind, reflected, other))

        options["include_object"] = include
        told = self._told._replace(options=options)
        try:
            yield from compared(connection, told, self._environment.version_table)
        except CannotCompare as fault:
            self._host.notes.append(str(fault))

    def _is_ours(self, table: str) -> bool:
        if table in self._tables:
            return False
        if table in self._made:
            return self._made[table] == self._environment.path
        owner = self._owners.of_table(table)
        at_home = [each.path for each in self._listed if each.feature == owner]
        return self._environment.path == (at_home or [self._listed[0].path])[0]


class CannotCompare(Exception):
    """Alembic cannot compare; the message says what with what, and why."""


def compared(
    connection: Connection, told: Models, version_table: str
) -> Iterator[tuple[str, str, bool]]:
    """What autogenerate would write: table, what differs, whether the models have more.

    Raises CannotCompare.
    """
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    options = {**told.options, "target_metadata": told.metadata, "version_table": version_table}
    try:
        context = MigrationContext.configure(connection, opts=options)
        found = compare_metadata(context, told.metadata)
    except Exception as error:
        raise CannotCompare(
            f"{told.path} was not compared with its models:"
            f" {type(error).__name__}: {' '.join(str(error).split())}"
        ) from error
    flat = [each for entry in found for each in (entry if isinstance(entry, list) else [entry])]
    whole = {each[1].name for each in flat if each[0] in ("add_table", "remove_table")}
    for each in flat:
        table, what, modelled = _worded(each)
        if each[0] in ("add_table", "remove_table") or table not in whole:
            yield table, what, modelled


_WORDS = {
    "index": "index",
    "constraint": "constraint",
    "fk": "foreign key",
    "table_comment": "comment",
}


def _worded(entry: Sequence[Any]) -> tuple[str, str, bool]:
    """Table, what differs, and whether the models have more."""
    act, _, kind = str(entry[0]).partition("_")
    modelled = act != "remove"
    if act == "modify":
        _, _, table, column, _, old, new = entry
        told = f"revisions leave {_value(kind, old)}, the models say {_value(kind, new)}"
        return table, f"the {_KINDS.get(kind, kind)} of {table}.{column}: {told}", True
    if kind == "table":
        name = entry[1].name
        return name, _whose(f"the table {name}", modelled), modelled
    if kind == "column":
        table, name = entry[2], entry[3].name
        return table, _whose(f"the column {table}.{name}", modelled), modelled
    thing = entry[1]
    table = thing.name if kind == "table_comment" else thing.table.name
    columns = [column.name for column in getattr(thing, "columns", ())]
    on = f" on {', '.join(columns)}" if columns and kind != "table_comment" else ""
    name = f" {thing.name}" if thing.name and kind != "table_comment" else ""
    what = f"the {_WORDS.get(kind, kind.replace('_', ' '))}{name}{on} of {table}"
    return table, _whose(what, modelled), modelled


_KINDS = {"nullable": "NULL", "default": "server default"}


def _value(kind: str, value: Any) -> str:
    if kind == "nullable":
        return "allowed" if value else "forbidden"
    if kind == "default":
        value = getattr(value, "arg", value)
        return "none" if value in (None, False) else f"{getattr(value, 'text', value)}"
    return "none" if value is None else repr(value)


def _whose(what: str, modelled: bool) -> str:
    if modelled:
        return f"{what} is in the models, and no revision makes it"
    return f"{what} is made by the revisions, and not in the models"
