"""The release by which a feature must have ended.

It is ``since`` plus the host's cycles, or what the last valid renewal says.  ``since`` is the
*earlier* of the declared one and of the first release in which git shows the feature, so that
it cannot be moved by editing a number.  For the same reason what was released is binding: a
renewal counts until the earliest date with which any release has shipped it, and the cycles
are the fewest that any release has granted the feature.

A feature may still be in the release that is its deadline's cycle: it is *overdue* as soon as
the present release belongs to a later cycle, and *due* in the cycle before that and the one
that leads up to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.calendar import Calendar
from coldframe.declare.feature import Declaration, Renewal
from coldframe.declare.mistake import Mistake
from coldframe.declare.release import Release

if TYPE_CHECKING:
    from coldframe.declare.settings import Settings

UNRELEASED, PREVIEW, DUE, OVERDUE = "unreleased", "preview", "due", "overdue"


class Promises(NamedTuple):
    """What earlier releases have said of a feature.

    ``cycles`` is the fewest that a release granted, ``untils`` maps the spec of a renewal to
    the earliest ``until`` released with it, ``specs`` are those which started the feature.
    """

    cycles: int | None = None
    untils: Mapping[str, str] = {}
    specs: frozenset[str] = frozenset()


class Stale(NamedTuple):
    """A renewal that does not move the deadline, and why."""

    renewal: Renewal
    why: str


class Deadline(NamedTuple):
    """When a feature has to have ended, and how that follows.

    ``release`` is None if nothing is known of the feature's beginning.  ``since`` is the
    release counted from, ``declared`` and ``observed`` the two it was chosen from (empty when
    there is none).  ``renewal`` is the one that counts, if any.
    """

    release: Release | None
    since: str = ""
    declared: str = ""
    observed: str = ""
    cycles: int = 0
    renewal: Renewal | None = None
    stale: tuple[Stale, ...] = ()

    @property
    def contradicts(self) -> bool:
        """Whether git shows the feature in an earlier release than the declared one."""
        return bool(self.declared) and self.since != self.declared


def deadline(
    declaration: Declaration | None,
    first_seen: Release | None,
    settings: Settings,
    calendar: Calendar,
    *,
    promises: Promises | None = None,
    spec_fault: Callable[[str, str], str] = lambda spec, before: "",
) -> Deadline:
    """The deadline of a feature with that declaration, first seen in that release.

    ``spec_fault(spec, the spec before)`` says why a renewal's spec does not stand, or nothing.
    Raises Mistake for a ``since`` or ``until`` that the calendar cannot place.
    """
    promises = promises or Promises()
    declared = _placed(declaration, "since", declaration.since if declaration else "", calendar)
    observed = first_seen.version if first_seen else ""
    cycles = settings.cycles
    if promises.cycles is not None:
        cycles = min(cycles, promises.cycles)
    since = _earlier(declared, observed, calendar)
    if not since:
        return Deadline(None, cycles=cycles)
    end = calendar.after(since, cycles)
    counts: Renewal | None = None
    stale: list[Stale] = []
    if declaration is not None:
        before = declaration.spec
        used = {*promises.specs, declaration.spec} - {""}
        for number, renewal in enumerate(declaration.renewals):
            until = _placed(
                declaration, f"renewals.{number}.until", renewal.until, calendar, renewal.line
            )
            why = _fault(renewal, until, declaration.spec, used, end, calendar) or spec_fault(
                renewal.spec, before
            )
            if why:
                stale.append(Stale(renewal, why))
                continue
            released = promises.untils.get(renewal.spec, "")
            if released and calendar.knows(released) and calendar.is_later(until, released):
                stale.append(
                    Stale(
                        renewal,
                        f"was released with until = {released}; making that {until}"
                        " needs a spec of its own",
                    )
                )
                until = released
            used.add(renewal.spec)
            before = renewal.spec
            if calendar.is_later(until, end.version):
                end, counts = calendar.after(until, 0), renewal
    return Deadline(end, since, declared, observed, cycles, counts, tuple(stale))


def standing(end: Deadline, now: Release | None, calendar: Calendar) -> str:
    """``unreleased``, ``preview``, ``due`` or ``overdue``, at the release ``now``."""
    if now is None or not end.since or end.release is None:
        return UNRELEASED if now is not None else PREVIEW
    if calendar.is_later(end.since, now.version):
        return UNRELEASED
    if calendar.is_later(now.version, end.release.version):
        return OVERDUE
    return DUE if calendar.cycles_between(now.version, end.release.version) <= 1 else PREVIEW


def _earlier(declared: str, observed: str, calendar: Calendar) -> str:
    if declared and observed:
        return observed if calendar.is_later(declared, observed) else declared
    return declared or observed


def _placed(
    declaration: Declaration | None, key: str, version: str, calendar: Calendar, line: int = 0
) -> str:
    """``version`` as the calendar spells it, if it is known there."""
    if declaration is None or not version:
        return ""
    if not calendar.knows(version):
        near = calendar.nearest(version)
        last = key.rsplit(".", 1)[-1]
        raise Mistake(
            f'{last} = "{version}" is no version and no release of the calendar',
            f"Did you mean {' or '.join(near)}?"
            if near
            else "Write the version as it is (or will be) tagged, for example 1.4.0.",
            declaration.path,
            line or declaration.line(key),
        )
    known = calendar.find(version)
    return known.version if known else version


def _fault(
    renewal: Renewal,
    until: str,
    first: str,
    used: set[str],
    end: Release,
    calendar: Calendar,
) -> str:
    if not renewal.spec:
        return "names no spec"
    if renewal.spec in used:
        return f"names {renewal.spec}, which " + (
            "already stands for the feature itself" if renewal.spec == first else "is used up"
        )
    if not until:
        return "does not say until when"
    if not calendar.is_later(until, end.version):
        return f"ends with {until}, no later than the deadline it would move ({end})"
    return ""
