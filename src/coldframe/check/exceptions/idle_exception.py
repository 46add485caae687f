"""An exception accepts nothing any more.

What it was for has been repaired, moved or renamed.  Left in place, it would silently accept
the next fault at the same place.  An exception is judged only when its rule ran on the whole
tree, so not in ``check --changed-since``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.exceptions.ledger import idle_entries
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="idle_exception",
    family="exceptions",
    why="An exception that nothing needs would silently accept the next fault at its place.",
    hint="Take the exception out of the settings.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per exception in the settings that accepted nothing in this run."""
    for entry, earlier in idle_entries(host):
        yield RULE.at(
            entry.path,
            entry.line,
            f"the exception to {entry.rule} for {entry.place} accepts only what the exception"
            f" on line {earlier} accepts already"
            if earlier
            else f"nothing needs the exception to {entry.rule} for {entry.place}",
            feature=entry.feature,
        )
