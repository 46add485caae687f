"""Where deployments stand: the heads of every release's lists of migrations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.database.revisions import behind, heads, read_revision, revisions

if TYPE_CHECKING:
    from coldframe.check.database.environment import Environment
    from coldframe.check.database.revisions import Revision
    from coldframe.check.database.walk import Step
    from coldframe.check.host import Host


class Start(NamedTuple):
    """A release, and the revisions that a deployment of it has run."""

    version: str
    ran: frozenset[str]


def starts(host: Host, listed: Sequence[Environment]) -> tuple[Start, ...]:
    """The releases in order, from their tags; those with the same heads count once.

    What cannot be read is said in ``host.notes``; without tags there is none, and the walk
    starts from an empty database only.
    """
    from coldframe.source.committree import CommitTree
    from coldframe.source.git import GitError

    now: dict[str, Revision] = {}
    for environment in listed:
        for revision in revisions(host.tree, environment):
            now.setdefault(revision.id, revision)
    read: dict[bytes, Revision | None] = {}
    found: list[Start] = []
    clockwork = host.clockwork
    for release in clockwork.until_now(clockwork.calendar.released):
        if not release.tag:
            continue
        try:
            tree = CommitTree(host.tree.root, f"refs/tags/{release.tag}")
            then = _revisions(tree, listed, read)
        except GitError as error:
            host.notes.append(f"Release {release.version} cannot be read: {error.why}")
            continue
        ended = [each.id for each in heads(then.values())]
        gone = sorted(each for each in ended if each not in now)
        if gone:
            host.notes.append(
                f"A deployment of {release.version} stands at {', '.join(gone)}, which is no"
                " revision any more: it cannot be upgraded"
            )
        ran = frozenset().union(*(behind(now, each) for each in ended))
        late = sorted(each for each in ran if each not in then)
        if late:
            host.notes.append(
                f"A deployment of {release.version} never runs {', '.join(late[:5])}"
                f"{' and others' if len(late) > 5 else ''}: it stands behind what it has run"
            )
        if ran and (not found or ran != found[-1].ran):
            found.append(Start(release.version, ran))
    return tuple(found)


def _revisions(
    tree: object, listed: Sequence[Environment], read: dict[bytes, Revision | None]
) -> dict[str, Revision]:
    found: dict[str, Revision] = {}
    for environment in listed:
        for folder in dict.fromkeys((environment.path, *environment.versions)):
            for path in tree.under(folder):  # type: ignore[attr-defined]
                if path.endswith(".py") and not path.endswith(("/env.py", "/__init__.py")):
                    data = tree.read(path)  # type: ignore[attr-defined]
                    if data not in read:
                        read[data] = read_revision(data, path, environment.path)
                    revision = read[data]
                    if revision is not None:
                        found.setdefault(revision.id, revision)
    return found


def in_order(steps: Sequence[Step], known: Sequence[Start]) -> list[Step]:
    """The steps as deployments have run them: those of the first release come first.

    A branch is so interrupted where a release was made.
    """

    def released(step: Step) -> int:
        return next((at for at, start in enumerate(known) if step.id in start.ran), len(known))

    return sorted(steps, key=released)
