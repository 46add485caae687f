"""A revision does not run on an empty database that has run all revisions before it.

Nobody can say what a list of migrations keeps if the list cannot be walked.  The revisions are
run one after the other on a scratch database; the finding names the statement, the engine and
the revision, and what comes after it was only read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="revision_fails",
    family="migrations",
    why="What comes after a revision that fails can only be read, and reading proves nothing.",
    hint="Make it run on this engine, or give the engine that the host supports: --database URL.",
    recorded=True,
)
_LONG = 300  # characters of a statement that are shown


def check(host: Host) -> Iterator[Finding]:
    """One finding per database on which the list stops."""
    for history in host.histories:
        for at, chapter in enumerate(history.chapters):
            failure = chapter.failure
            if failure is None:
                continue
            rest = len(history.chapters) - at - 1
            sql = failure.sql if len(failure.sql) <= _LONG else failure.sql[:_LONG] + " …"
            yield RULE.at(
                failure.path,
                failure.line,
                f"{chapter.revision.id} stops on {history.database}: {failure.why}"
                + (f"; the statement: {sql}" if sql else "")
                + (f"; the {rest} revisions after it were only read" if rest else ""),
                feature=chapter.owner,
            )
