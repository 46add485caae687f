"""Whose failure a traceback is: one culprit, the victims that it passed, the bystanders.

The culprit owns the innermost frame that somebody owns; libraries own none, so whoever calls a
library wrongly is the culprit.  In a chain the first exception counts: the later ones tell how it
was passed on.  Only where handling it failed by a fault of its own does the last one count.
"""

from __future__ import annotations

from typing import NamedTuple

from coldframe.prove.triage.owners import FEATURE, NOBODY, Owner, Owners, package
from coldframe.prove.triage.records import Said
from coldframe.prove.triage.trace import Frame, Stack, Trace

# What is raised by a fault in the very code that raises it, not by what it was given to handle.
_FAULTS = frozenset(
    {
        *("AttributeError", "NameError", "UnboundLocalError", "TypeError", "IndexError"),
        *("ImportError", "ModuleNotFoundError", "SyntaxError", "IndentationError"),
        *("NotImplementedError", "ZeroDivisionError", "RecursionError"),
    }
)


class Blamed(NamedTuple):
    """``culprit`` with the frame that says so and the reason; the others with theirs.

    ``stack`` is the one that the culprit left.
    """

    culprit: Owner
    frame: Frame | None
    because: str
    victims: tuple[Owner, ...]
    stack: Stack


def blamed(trace: Trace, owners: Owners, stamp: str = "") -> Blamed:
    """Who is to blame for ``trace``; ``stamp`` is the feature that its record names."""
    stack, why = _telling(trace)
    owned = [(owners.of(frame.path), frame) for frame in stack.frames]
    innermost = next(((o, f) for o, f in reversed(owned) if o.answers), None)
    if innermost is None:  # nobody owns a frame of it: those around it are next
        around = [s for s in trace.stacks if s is not stack]
        frames = [*trace.within, *(frame for s in around for frame in s.frames)]
        innermost = next(
            ((o, f) for o, f in ((owners.of(f.path), f) for f in reversed(frames)) if o.answers),
            None,
        )
    culprit, frame, because = _culprit(innermost, stack, owners, stamp)
    passed = [owner for owner, _ in owned]
    passed += [owners.of(f.path) for s in trace.stacks if s is not stack for f in s.frames]
    passed += [owners.of(f.path) for f in trace.within]
    victims: dict[tuple[str, str], Owner] = {}
    for owner in passed:
        if owner.answers and owner[:2] != culprit[:2]:
            victims.setdefault(owner[:2], owner)
    return Blamed(culprit, frame, f"{because}{why}", tuple(victims.values()), stack)


def _culprit(
    innermost: tuple[Owner, Frame] | None, stack: Stack, owners: Owners, stamp: str
) -> tuple[Owner, Frame | None, str]:
    if stack.noted and stack.noted in (owners.features() or {stack.noted}):
        frame = innermost[1] if innermost else None
        return Owner(stack.noted, FEATURE, "the runtime noted it"), frame, "Coldframe noted it"
    if innermost is not None and innermost[0].kind != "package":
        owner, frame = innermost
        return owner, frame, f"innermost owned frame: {owner.because}"
    if stamp:
        owner = Owner(stamp, FEATURE, "the record is stamped with it")
        return owner, innermost[1] if innermost else None, f"its record says feature={stamp}"
    if innermost is not None:
        owner, frame = innermost
        return owner, frame, f"innermost frame of an application: {owner.because}"
    last = stack.frames[-1] if stack.frames else None
    if last is None:
        return NOBODY, None, "no frame is left of it"
    owner = owners.of(last.path)
    return owner, last, "only libraries have frames in it: the innermost"


def _telling(trace: Trace) -> tuple[Stack, str]:
    """The stack that tells who is to blame, and why it is not the only one."""
    stacks = trace.stacks
    if len(stacks) == 1:
        return stacks[0], ""
    first, last = stacks[0], stacks[-1]
    if last.relation == "context" and last.kind in _FAULTS and last.kind != first.kind:
        return last, f"; {last.kind} was raised while {first.kind or 'another'} was handled"
    return first, f"; {last.kind or 'the rest'} was raised from it"


def bystanders(
    record: Said, culprit: Owner, victims: tuple[Owner, ...], log: str
) -> tuple[Owner, ...]:
    """Those who only reported it: the feature in charge, and the logger's package.

    They have no frame in it, but their log or their name is on it.
    """
    seen = {culprit.name, *(victim.name for victim in victims)}
    found = []
    if record.feature and record.feature not in seen:
        found.append(Owner(record.feature, FEATURE, "it was in charge when this was logged"))
        seen.add(record.feature)
    top = record.logger.split(".")[0]
    if top and top not in seen and package(f"/src/{top}/x.py").answers:
        found.append(Owner(top, "package", f"its logger {record.logger} reported this"))
        seen.add(top)
    if log and log not in seen:
        found.append(Owner(log, "log", "it is written into its log"))
    return tuple(found)
