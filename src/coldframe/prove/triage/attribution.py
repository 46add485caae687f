"""Whose failure a traceback is: one culprit, the victims that it passed, the bystanders.

The culprit owns the innermost frame that somebody owns; libraries own none, so whoever calls a
library wrongly is the culprit.  A test answers only where no other code has a frame: what it puts
in the place of others is called like a library.  In a chain the first exception counts: the later
ones tell how it was passed on.  Two are different: an exception by which code only asked whether
something is there, and one whose handling failed by a fault of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
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
# What code catches at once where it only asks whether something is there.
_ASKING = frozenset(
    {
        *("AttributeError", "KeyError", "IndexError", "LookupError", "StopIteration"),
        *("ImportError", "ModuleNotFoundError", "NotImplementedError"),
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
    stack, why = _telling(trace, owners)
    owned = [(owners.of(frame.path), frame) for frame in stack.frames]
    answering = [(o, f) for o, f in reversed(owned) if o.answers]
    innermost = next(
        (one for one in answering if not owners.is_test(one[1].path)), next(iter(answering), None)
    )
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


def _telling(trace: Trace, owners: Owners) -> tuple[Stack, str]:
    """The stack that tells who is to blame, and why it is not the only one."""
    stacks = trace.stacks
    if len(stacks) == 1:
        return stacks[0], ""
    at = 0
    while at + 1 < len(stacks) and _asked(stacks[at], stacks[at + 1 :], owners):
        at += 1
    first, last = stacks[at], stacks[-1]
    if first is last:
        return last, f"; {stacks[0].kind} before it only asked whether something is there"
    if last.relation == "context" and last.kind in _FAULTS and last.kind != first.kind:
        return last, f"; {last.kind} was raised while {first.kind or 'another'} was handled"
    return first, f"; {last.kind or 'the rest'} was raised from it"


def _asked(one: Stack, later: Sequence[Stack], owners: Owners) -> bool:
    """Whether a function asked, caught the answer itself, and then called what failed."""
    if one.kind not in _ASKING or later[0].relation != "context":
        return False
    functions = set(_functions(one, owners))
    return len(functions) == 1 and any(
        functions.issubset(_functions(stack, owners)[:-1]) for stack in later
    )


def _functions(stack: Stack, owners: Owners) -> list[tuple[str, str]]:
    """The functions of a stack that somebody owns."""
    return [(f.path, f.function) for f in stack.frames if owners.of(f.path).answers]


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
