"""Whose failure a failed test is, from all that it left: what ended it, and what it logged.

A test that ends with an error of the code it tests says by its traceback whose that is.  One whose
own check fails only noticed: then what was logged while it ran tells, and if nothing was, all
that is known is whose test it is.  An error that repeats the words of one that was logged before
reports that one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from coldframe.prove.triage.owners import Owner, Owners
from coldframe.prove.triage.tally import Group, Tally

TRACEBACK, LOG, TEST = "traceback", "log", "test"
_WORDS = 10  # characters of a message that are no chance


class FailedTest(NamedTuple):
    """A test, the failure that ended it, those that it logged, and who is to blame.

    ``known_by`` is what says so: the traceback of the code it tests, its log, or only the test.
    """

    name: str
    log: str
    culprit: Owner
    because: str
    known_by: str
    ended: Group
    logged: tuple[Group, ...]


def failed_tests(tally: Tally, owners: Owners) -> Iterator[FailedTest]:
    """The failed tests of the logs that keep what each test left."""
    for (log, name), left in tally.tests.items():
        kept = [(one.attachment, tally.groups.get(one.signature)) for one in left]
        ended = [g for where, g in kept if g is not None and where.startswith("traceback")]
        if ended:
            logged = tuple(g for where, g in kept if g and not where.startswith("traceback"))
            yield FailedTest(name, log, *_culprit(name, ended[0], logged, owners), ended[0], logged)


def _culprit(
    name: str, ended: Group, logged: tuple[Group, ...], owners: Owners
) -> tuple[Owner, str, str]:
    repeated = next((one for one in logged if _repeats(ended, one)), None)
    if repeated is not None:
        because = f"{ended.signature.kind} repeats what was logged in the test: {repeated.because}"
        return repeated.culprit, because, LOG
    if ended.frame is not None and not owners.is_test(ended.frame.path):
        return ended.culprit, ended.because, TRACEBACK
    if logged:
        last = logged[-1]
        kind = last.signature.kind or "a failure"
        because = f"the test only noticed; {kind} was logged in it: {last.because}"
        return last.culprit, because, LOG
    owner = owners.of_test(name)
    if owner.answers:
        because = f"the test only noticed, and logged no failure; it is {owner.name}'s"
        return owner, because, TEST
    return ended.culprit, ended.because, TEST


def _repeats(ended: Group, logged: Group) -> bool:
    words = logged.signature.message
    return (
        len(words) >= _WORDS
        and words != ended.signature.message
        and (words in ended.signature.message)
    )
