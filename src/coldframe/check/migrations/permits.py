"""Which revision may touch which table of another owner."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from coldframe.check.database.sql_reading import touches
from coldframe.check.database.statement import REFER
from coldframe.declare.mistake import Mistake
from coldframe.regex import regex

if TYPE_CHECKING:
    from coldframe.check.database.history import Chapter, History
    from coldframe.check.database.statement import Statement, Touch
    from coldframe.check.host import Host
    from coldframe.declare.settings import Permit

_SQL = regex(r"(?i)\s*(?:DELETE|UPDATE|DROP|ALTER|TRUNCATE|INSERT|RENAME)\b[^.]*[`\"\w]")


def permitted(permits: tuple[Permit, ...], revision: str, table: str) -> Permit | None:
    """The first permit for ``revision`` to touch ``table``."""
    return next(
        (each for each in permits if each.revision == revision and fnmatchcase(table, each.table)),
        None,
    )


def foreign_touches(history: History) -> Iterator[tuple[Chapter, Statement, Touch, str]]:
    """Every touch of a table that has another owner than the revision, with that owner.

    What refers to a table is for other rules.
    """
    for chapter in history.chapters:
        for statement in chapter.statements:
            for touch in statement.touches:
                owner = history.owners.of_table(touch.table)
                if touch.act != REFER and owner != chapter.owner:
                    yield chapter, statement, touch, owner


def checked_permits(host: Host) -> tuple[Permit, ...]:
    """The permits of the settings.

    Raises Mistake for a clean-up that begins like SQL and touches no such table.
    """
    for permit in host.settings.database.permits:
        if not _SQL.match(permit.clean_up):
            continue  # a sentence for people
        found = {touch.table for touch in touches(permit.clean_up, "")}
        if not any(fnmatchcase(table, permit.table) for table in found):
            raise Mistake(
                f"clean_up of this permit does nothing to {permit.table}"
                + (f", but to {', '.join(sorted(found))}" if found else ": it is no SQL"),
                "Write the statement that takes out what the revision left there, or a sentence.",
                permit.path or None,
                permit.line or None,
            )
    return host.settings.database.permits
