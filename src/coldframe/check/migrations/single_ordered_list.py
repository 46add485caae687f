"""The migrations are not one ordered list, or a released part of it was changed.

A database knows only the last revision that it ran.  What is run on it next is certain if there
is one list, or the branches that the host has declared by their labels (expand and contract,
say), each with one head; and if nothing is put before a revision that is already released.  A
revision of a preview feature stands in this list like any other: a list of its own beside the
host's would be run before or after the wrong step of the other.

The list is read from the files, so it is judged even where Alembic cannot follow it.  What was
released is what the tag of the last release before this tree holds; there, comments,
docstrings, annotations, imports and ``downgrade`` may change.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="single_ordered_list",
    family="migrations",
    why="A database only knows where it stands in the list: what is added elsewhere is never run,"
    " or at another moment than on the next database.",
    hint="Put new revisions, previews' too, at the end of the host's list: let down_revision name"
    " the head of its branch, and leave what is released as it is.",
    recorded=True,
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per fault, at the revision that has to change."""
    from coldframe.check.database.environment import environments
    from coldframe.check.database.order import list_faults
    from coldframe.check.database.released import released_faults

    listed = environments(host)
    for fault in (*list_faults(host, listed), *released_faults(host, listed)):
        yield RULE.at(fault.path, fault.line, fault.message, feature=fault.feature)
