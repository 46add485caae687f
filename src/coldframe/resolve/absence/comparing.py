"""Which failures count: those that the feature would have prevented."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from coldframe.prove.absence.imports import by_cause
from coldframe.prove.absence.records import Break, Part, anyway, judged
from coldframe.prove.evidence.fact import ERROR, SKIPPED

if TYPE_CHECKING:
    from coldframe.prove.absence.imports import Failure, Tried
    from coldframe.prove.absence.running import Ran


def told(part: Part, failures: Iterable[Failure], with_it: Tried, gone: str) -> Part:
    """``part`` with what failed: only with the feature ``gone``, or ``with_it`` as well.

    What misses the feature itself breaks by its absence, even if it fails in another way with it,
    such as for want of settings.
    """
    failures = list(failures)
    if failures and with_it.trouble:
        why = f"What failed could not be compared: with the feature, {with_it.trouble}"
        return part._replace(outcome=ERROR, notes=(*part.notes, why))
    anyhow = [one for one in failures if _fails_as_well(one, with_it, gone)]
    breaks = by_cause(one for one in failures if one not in anyhow)
    both = sorted((one.what, with_it.failures[one.what].why) for one in anyhow)
    notes = part.notes
    if both:
        notes = (*notes, anyway(len(both), sorted({why for _, why in both})))
    before = tuple(what for what, _ in both)
    part = part._replace(breaks=(*part.breaks, *breaks), before=before, notes=notes)
    return part if part.outcome in (ERROR, SKIPPED) and not breaks else judged(part)


def _fails_as_well(one: Failure, with_it: Tried, gone: str) -> bool:
    other = with_it.failures.get(one.what)
    misses = one.missing == gone or one.missing.startswith(gone + ".")
    return other is not None and not (misses and other.why != one.why)


def with_command(part: Part, command: str, ran: Ran, before: Ran | None) -> Part:
    """``part`` with a command that was run, too: without the feature, and ``before`` with it."""
    part = part._replace(tried=part.tried + 1)
    if not ran.works and before is not None and not before.works:
        notes = (*part.notes, f"{command} fails with the feature as well: {before.last}")
        part = part._replace(before=(*part.before, command), notes=notes)
    elif not ran.works:
        broken = Break(command, "", 0, "", ran.last)
        part = part._replace(breaks=(*part.breaks, broken))
    return part if part.outcome == ERROR and not part.breaks else judged(part)
