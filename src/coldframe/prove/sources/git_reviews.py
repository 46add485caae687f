"""Reviews that git holds: trailers of commit messages, and Gerrit's notes in refs/notes/review.

`Reviewed-by`, `Acked-by` and `Code-Review: +2` (also `Code-Review+2: Name <mail>`, as Gerrit's
notes say it) are reviews; `Workflow: +1` and `Approved-by` are approvals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.prove.sources.reviews import APPROVAL, REVIEW, Vote, last

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

NOTES = "refs/notes/review"
_NAMED = re.compile(
    r"^(Reviewed-by|Acked-by|Approved-by)\s*:\s*(.+?)\s*$", re.IGNORECASE | re.MULTILINE
)
_VOTED = re.compile(
    r"^(Code-Review|Workflow)(?:\s*:\s*([+-]\d)\b\s*(.*?)|([+-]\d)\s*:\s*(.+?))\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL = re.compile(r"<([^<>\s]+@[^<>\s]+)>")


def votes_in_git(host: Host, feature: Feature) -> list[Vote]:
    """The votes on the last commit that changed the feature's code, and on its merges.

    Empty without git, or where nobody has voted.
    """
    from coldframe.source.git import GitError, git

    try:
        newest = git(host.tree.root, "log", "-1", "--no-merges", "--format=%H", "--", feature.path)
        commit = newest.decode().strip()
        if not commit:
            return []
        form = "--format=%cI%x00%an <%ae>%x00%B%x00%N"
        said = git(host.tree.root, "log", "-1", f"--notes={NOTES}", form, commit)
    except GitError:
        return []
    time, author, message, notes = said.decode("utf-8", "replace").split("\0", 3)
    votes = [*_votes(message), *_votes(notes)]
    # Who wrote it does not review it.
    mine = _who(author)
    counted = [
        vote._replace(time=_moment(time), commit=commit) for vote in votes if vote.who != mine
    ]
    return last(counted)


def _votes(text: str) -> Iterator[Vote]:
    for label, who in _NAMED.findall(text):
        yield Vote(APPROVAL if label.lower() == "approved-by" else REVIEW, _who(who), 2)
    for label, vote, who, noted, by in _VOTED.findall(text):
        person = _who(who or by) or "unnamed"
        value = int(vote or noted)
        if label.lower() == "workflow":
            yield Vote(APPROVAL, person, 2 * value)
        else:
            yield Vote(REVIEW, person, value)


def _who(said: str) -> str:
    """A person's mail address, or the name where there is none."""
    found = _MAIL.search(said)
    return (found[1] if found else said.strip()).lower()


def _moment(said: str) -> str:
    from coldframe.prove.sources.tested import moment_or_none

    return moment_or_none(said)
