"""What released revisions did is past: nobody can change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.check.database.revisions import read_revision
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.check.outcome import Outcome


def without_past(host: Host, outcome: Outcome, since: str) -> Outcome:
    """Without the findings on what a revision did that was out with the release ``since``.

    What still holds stays: a new revision can repair it.  Raises Mistake for a release that no
    tag shows.
    """
    ids = _released_ids(host, since)
    known = [revision for history in host.histories for revision in history.revisions]
    paths = {revision.path for revision in known if revision.id in ids}
    acts = {rule.name for rule in outcome.rules if rule.act}
    kept = tuple(f for f in outcome.findings if f.rule not in acts or f.path not in paths)
    left = len(outcome.findings) - len(kept)
    if not left:
        return outcome
    note = f"Left out: {left} findings on what revisions did that were out with {since}."
    return outcome._replace(findings=kept, notes=(*outcome.notes, note))


def _released_ids(host: Host, since: str) -> set[str]:
    from coldframe.source.committree import CommitTree
    from coldframe.source.git import GitError

    settings = host.settings
    written = since == settings.database.since
    release = host.clockwork.calendar.find(since)
    try:
        if release is None or not release.tag:
            raise GitError(1, "no tag of git is this release")
        tree = CommitTree(host.tree.root, f"refs/tags/{release.tag}")
    except GitError as error:
        raise Mistake(
            f"what was out with {since} is not known: {error.why}",
            "Name a release of which the repository has the tag: git fetch --tags",
            settings.path if written else None,
            settings.line("database.since") if written else None,
        ) from None
    names = {
        revision.path.rpartition("/")[2]
        for history in host.histories
        for revision in history.revisions
    }
    found = set()
    for path in tree.paths():
        if path.rpartition("/")[2] in names:
            revision = read_revision(tree.read(path), path)
            if revision is not None:
                found.add(revision.id)
    return found
