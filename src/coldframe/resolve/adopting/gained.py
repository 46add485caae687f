"""What the metadata of an extracted project has gained and lost since it left its host."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.resolve.adopting.needs import needs, unknown_to_tests
from coldframe.resolve.belonging.belonging import EXTRAS
from coldframe.resolve.metadata.ranges import parsed, same_name

if TYPE_CHECKING:
    from coldframe.resolve.adopting.project import Project
    from coldframe.resolve.edits import Edits
    from coldframe.resolve.extracting.leaving import Leaving
    from coldframe.resolve.extracting.record import Record
    from coldframe.resolve.plan import Left, Refusal
    from coldframe.resolve.rewrite.renames import Renames


class Gained(NamedTuple):
    """What there is to say about metadata that was merged into the host."""

    refusals: tuple[Refusal, ...] = ()
    left: tuple[Left, ...] = ()
    notes: tuple[str, ...] = ()


def merge_gained(
    edits: Edits, project: Project, gone: Leaving, back: Renames, record: Record
) -> Gained:
    """Add to ``edits`` what the project requires and registers otherwise than when it left.

    ``gone`` is how it left, and ``back`` leads from its names to those in the host.  What loads
    a list of migrations that stays behind, by ``record``, is not registered.
    """
    requirements = _requirements(edits, project, gone)
    points = _entry_points(edits, project, gone, back, record)
    return Gained(
        (*requirements.refusals, *points.refusals),
        (*requirements.left, *points.left),
        requirements.notes,
    )


def _requirements(edits: Edits, project: Project, gone: Leaving) -> Gained:
    from coldframe.resolve.extracting.described import described
    from coldframe.resolve.metadata.extras import with_extra

    was = described(gone, "").project
    now = needs(project.tree)
    feature = gone.layout.feature.name.replace("_", "-")
    own = min((one.name for one in gone.found.certain(EXTRAS)), default=feature)
    always = [line for line in now.always if not _is(was.host, line)]
    new = {own: _beyond(always, was.required.always)}
    for extra, lines in now.extras.items():
        known = was.required.extras.get(extra)
        new[extra if known else f"{own}-{extra}"] = _beyond(lines, known or ())
    refusals: list[Refusal] = []
    left: list[Left] = []
    notes: list[str] = []
    for extra, lines in new.items():
        found = with_extra(edits.tree, extra, lines)
        edits.add(found.edits)
        refusals += found.refusals
        left += found.left
        notes += [*found.notes, *found.met]
    asked = [line for line in was.required.always if not _is(was.host, line)]
    dropped = _beyond(asked, always, by_name=True)
    if dropped:
        notes.append(
            f"The project no longer requires {', '.join(dropped)}: look at the host's extra {own}."
        )
    lacking = unknown_to_tests(edits.tree, _beyond(now.tests, was.required.tests))
    notes += [lacking] if lacking else []
    return Gained(tuple(refusals), tuple(left), tuple(notes))


def _is(host: str, line: str) -> bool:
    """Whether ``line`` requires the ``host``, which is there in whatever version."""
    requirement = parsed(line)
    return requirement is not None and same_name(requirement.name) == same_name(host)


def _beyond(
    lines: Iterable[str], known: Sequence[str], *, by_name: bool = False
) -> tuple[str, ...]:
    """Those of ``lines`` that are not ``known``, in whatever way they are written."""

    def key(line: str) -> str:
        requirement = parsed(line)
        if requirement is None:
            return line
        return same_name(requirement.name) if by_name else str(requirement)

    there = set(map(key, known))
    return tuple(line for line in lines if key(line) not in there)


def _entry_points(
    edits: Edits, project: Project, gone: Leaving, back: Renames, record: Record
) -> Gained:
    from coldframe.resolve.extracting.described import registered
    from coldframe.resolve.metadata.entry_points import (
        by_hand,
        collisions,
        entry_points,
        with_entry_points,
        without_entry_points,
    )

    was = {(group, name): value for group, name, value in registered(gone)}
    now = {
        (point.group, point.name): point
        for point in entry_points(project.tree)
        if not record.keeps(f"{point.value.strip().replace('.', '/').replace(':', '/')}/env.py")
    }
    there = {(point.group, point.name): point for point in entry_points(edits.tree)}
    other = [k for k, value in was.items() if k not in now or now[k].value.strip() != value]
    stale = [there[key] for key in other if key in there]
    left = by_hand(edits.tree, stale) if stale else []
    edits.add(without_entry_points(edits.tree, stale) if stale else ())
    new = []
    for key, point in now.items():
        if key not in was or key in other:
            module = back.renamed(point.module) or point.module
            new.append(point._replace(value=point.value.replace(point.module, module, 1)))
    refused = collisions(edits.tree, new)
    if new and not refused:
        left = [*left, *by_hand(edits.tree, new)]
        edits.add(with_entry_points(edits.tree, new))
    return Gained(refused, tuple(left))
