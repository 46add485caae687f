"""How every preview feature stands in this process, as records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.calendar import Calendar
from coldframe.declare.release import Release
from coldframe.declare.version import read_version
from coldframe.runtime.forbidden import forbidden_by

if TYPE_CHECKING:
    from coldframe.declare.feature import Declaration
    from coldframe.runtime.gate import Gate


class State(NamedTuple):
    """One preview feature in this process.

    ``on`` is what `Previews.enabled` says.  ``by`` is on whose word it was switched on,
    ``failed`` why it was taken out of service, ``forbidden`` the entry of
    ``COLDFRAME_FORBID`` that forbids it; each is empty when there is nothing to say.
    ``until`` is the release by which the feature must have ended, or empty where that cannot be
    told.
    """

    name: str
    module: str
    label: str
    title: str
    summary: str
    on: bool
    by: str
    failed: str
    forbidden: str
    since: str
    until: str
    feedback: str


def inventory(previews: Gate) -> list[State]:
    """Every declared feature of the tree, by name."""
    return [_state(previews, name) for name in sorted(previews.records.declarations)]


def _state(previews: Gate, name: str) -> State:
    declaration = previews.records.declarations[name]
    return State(
        name=name,
        module=f"{previews.tree}.{name}",
        label=previews.label,
        title=declaration.title or name,
        summary=declaration.summary,
        on=previews.enabled(name),
        by=previews._on.get(name, ""),
        failed=previews._failed.get(name, ""),
        forbidden=forbidden_by(previews.tree, name),
        since=declaration.since,
        until=until(declaration, previews.cycles, previews.cycle, previews.releases),
        feedback=declaration.feedback,
    )


def until(declaration: Declaration, cycles: int, cycle: str, releases: Sequence[str] = ()) -> str:
    """The deadline: the last renewal, or ``since`` and the cycles.

    Versions are counted on beyond ``releases``.  Releases with names are not, nor is the place
    of a name known that is not among them: then it is empty.
    """
    if declaration.renewals:
        return declaration.renewals[-1].until
    if not declaration.since:
        return ""
    known = releases or [declaration.since]
    calendar = Calendar([Release(name) for name in known], cycle)
    if not calendar.knows(declaration.since):
        return ""
    deadline = calendar.after(declaration.since, cycles)
    if deadline.projected and not all(map(read_version, known)):
        return ""
    return deadline.version
