"""Which exception accepts which finding."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.outcome import Accepted
from coldframe.check.places import matcher

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.declare.settings import ExceptionEntry


class Ledger(NamedTuple):
    """``open`` findings count; ``accepted`` ones do not; ``idle`` exceptions accept nothing.

    Each idle exception comes with the line of the earlier exception that accepts the same
    findings already, or 0.
    """

    open: tuple[Finding, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    idle: tuple[tuple[ExceptionEntry, int], ...] = ()


def keep_ledger(host: Host, findings: Iterable[Finding], judged: Collection[str]) -> Ledger:
    """Set the host's exceptions against ``findings``; the first one that matches accepts.

    Exceptions without a reason, and expired ones, accept nothing and are no idle ones
    either: other rules report them.  Only exceptions to rules in ``judged`` (those that ran
    on the whole tree) can be idle.
    """
    from coldframe.check.exceptions.expiry import has_expired

    entries = [
        entry
        for entry in host.settings.exceptions
        if entry.reason.strip() and not has_expired(entry, host)
    ]
    if not entries:
        return Ledger(open=tuple(findings))
    by_rule: dict[str, list[tuple[int, ExceptionEntry, re.Pattern[str]]]] = {}
    for at, entry in enumerate(entries):
        by_rule.setdefault(entry.rule, []).append((at, entry, matcher((entry.place or "**",))))
    used: set[int] = set()
    earlier: dict[int, int] = {}
    still_open: list[Finding] = []
    accepted: list[Accepted] = []
    for finding in findings:
        matching = [
            (at, entry)
            for at, entry, place in by_rule.get(finding.rule, ())
            if _matches(finding, entry, place)
        ]
        if not matching:
            still_open.append(finding)
            continue
        first, entry = matching[0]
        used.add(first)
        accepted.append(Accepted(finding, entry.reason))
        for at, _ in matching[1:]:
            earlier.setdefault(at, entry.line)
    idle = tuple(
        (entry, earlier.get(at, 0))
        for at, entry in enumerate(entries)
        if at not in used and entry.rule in judged
    )
    return Ledger(tuple(still_open), tuple(accepted), idle)


def idle_entries(host: Host) -> Iterator[tuple[ExceptionEntry, int]]:
    """The idle exceptions, once the ledger of this run is kept; none before."""
    if host.ledger is not None:
        yield from host.ledger.idle


def _matches(finding: Finding, entry: ExceptionEntry, place: re.Pattern[str]) -> bool:
    return (
        (
            place.fullmatch(finding.path) is not None
            or place.fullmatch(f"{finding.path}:{finding.line}") is not None
        )
        and (not entry.text or entry.text in finding.text)
        and (not entry.feature or entry.feature == finding.feature)
    )
