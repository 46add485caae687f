"""A permit that no revision needs.

What it was for has been repaired, or never was: the id or the table may be misspelt.  Left in
place, it would silently permit the next fault of that revision.  A permit is judged only when its
revision was run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.migrations.permits import foreign_touches, permitted
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="idle_permit",
    family="migrations",
    why="A permit that nothing needs would silently permit the next fault of its revision.",
    hint="Take the permit out of the settings, or correct its revision and table.",
    recorded=True,
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per permit in the settings that permits nothing on any database."""
    if not host.histories:
        return  # the list cannot be followed, so nothing has run
    permits = host.settings.database.permits
    used = {
        permitted(permits, chapter.revision.id, touch.table)
        for history in host.histories
        for chapter, _, touch, _ in foreign_touches(history)
    }
    known = {each.id for history in host.histories for each in history.revisions}
    ran = {
        chapter.revision.id
        for history in host.histories
        for chapter in history.chapters
        if not chapter.read and chapter.failure is None
    }
    for permit in permits:
        if permit in used or (permit.revision in known and permit.revision not in ran):
            continue
        missing = permit.revision not in known
        yield RULE.at(
            permit.path,
            permit.line,
            f"the permit for {permit.revision} to touch {permit.table} is idle: there is no such"
            " revision"
            if missing
            else f"nothing needs the permit for {permit.revision} to touch {permit.table}",
        )
