"""Whether a list of migrations is one list: read from files, also where Alembic gives up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.database.environment import DJANGO, Environment
from coldframe.check.database.owners import Owners
from coldframe.check.database.revisions import Revision, behind, heads, labels_of, revisions
from coldframe.check.database.static_reading import read_statements

if TYPE_CHECKING:
    from coldframe.check.host import Host


class Fault(NamedTuple):
    """What is wrong with the order, at which revision, and the feature concerned (or ``""``)."""

    path: str
    line: int
    message: str
    feature: str = ""


def list_faults(host: Host, listed: Sequence[Environment]) -> Iterator[Fault]:
    """The faults of every list by itself, and the lists that stand beside the host's.

    In a list that cannot be followed at all, roots and heads are not counted: one cause is one
    fault.
    """
    owners = Owners(host, listed)
    own = next((each for each in listed if not each.feature), None)
    for environment in listed:
        django = environment.tool == DJANGO  # where each app has a list
        if environment.feature and own is not None and not django:
            yield Fault(
                f"{environment.path}/env.py",
                1,
                f"the preview feature {environment.feature} has a list of its own beside the"
                f" host's in {own.path}",
                environment.feature,
            )
        known = revisions(host.tree, environment)
        if django:  # whether other apps have what it needs is for Django to say
            known = tuple(each._replace(depends_on=()) for each in known)
        whose = {
            each.path: owners.of_revision(each, read_statements(host.tree, each)) for each in known
        }
        broken = [*_twice(known), *_nowhere(known), *_circles(known)]
        found = broken or [*_branches(known, whose, environment), *_roots(known), *_heads(known)]
        for revision, message in found:
            yield Fault(revision.path, revision.line, message, whose[revision.path])


def _twice(known: Sequence[Revision]) -> Iterator[tuple[Revision, str]]:
    first: dict[str, Revision] = {}
    for each in known:
        if each.id in first:
            yield each, f"the id {each.id} is also that of {first[each.id].path}"
        first.setdefault(each.id, each)


def _nowhere(known: Sequence[Revision]) -> Iterator[tuple[Revision, str]]:
    ids = {each.id for each in known}
    labels = {label for each in known for label in each.labels}
    for each in known:
        for down in each.down:
            if down not in ids:
                yield each, f"{each.id} follows {down}, which does not exist"
        for needed in each.depends_on:
            if needed not in ids | labels:  # Alembic also takes the label of a branch
                yield each, f"{each.id} depends on {needed}, which does not exist"


def _circles(known: Sequence[Revision]) -> Iterator[tuple[Revision, str]]:
    """One for each circle: no revision in it can ever run."""
    by_id = {each.id: each for each in known}
    left = _entangled(by_id, set(by_id))
    while left:
        way: list[str] = []
        current = min(left)
        while current not in way:
            way.append(current)
            current = min(left.intersection(_before(by_id[current])))
        circle = way[way.index(current) :]
        yield by_id[min(circle)], f"{' follows '.join([*circle, circle[0]])}: a circle"
        left = _entangled(by_id, left - set(way))


def _entangled(by_id: dict[str, Revision], left: set[str]) -> set[str]:
    """Those of ``left`` that are in a circle, or between two."""
    while True:
        needed = {at for identity in left for at in _before(by_id[identity])}
        inner = {n for n in left if n in needed and left.intersection(_before(by_id[n]))}
        if inner == left:
            return left
        left = inner


def _before(revision: Revision) -> tuple[str, ...]:
    return revision.down + revision.depends_on


def _branches(
    known: Sequence[Revision], whose: dict[str, str], environment: Environment
) -> Iterator[tuple[Revision, str]]:
    """Labels that a feature gives: only its host says which branches there are."""
    for each in known:
        if each.labels and whose[each.path] and not environment.feature:
            yield (
                each,
                f"{each.id}, a revision of the preview feature {whose[each.path]}, opens a"
                f" branch of its own, {', '.join(each.labels)}",
            )


def _roots(known: Sequence[Revision]) -> Iterator[tuple[Revision, str]]:
    """Roots beside the one from which most revisions come; a label makes one a branch."""
    roots = [each for each in known if not each.down]
    follow: dict[str, list[str]] = defaultdict(list)
    for each in known:
        for down in each.down:
            follow[down].append(each.id)

    def size(root: Revision) -> int:
        seen: set[str] = set()
        waiting = [root.id]
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                waiting += follow[current]
        return len(seen)

    if len(roots) > 1:
        first = max(roots, key=size)
        for root in roots:
            if root is not first and not root.labels:
                yield root, f"{root.id} follows nothing, but the list begins with {first.id}"


def _heads(known: Sequence[Revision]) -> Iterator[tuple[Revision, str]]:
    """Heads beside the first one of their branch."""
    labels = labels_of(known)
    ends: dict[frozenset[str], list[Revision]] = defaultdict(list)
    for head in heads(known):
        ends[labels[head.id]].append(head)
    for branch, ended in ends.items():
        where = f"the branch {', '.join(sorted(branch))}" if branch else "the list"
        first, *others = sorted(ended, key=lambda each: (-_depth(known, each), each.path))
        for other in others:
            yield other, f"{where} has two heads, {first.id} and {other.id}"


def _depth(known: Sequence[Revision], head: Revision) -> int:
    """How many revisions have run when ``head`` has."""
    return len(behind({each.id: each for each in known}, head.id))
