"""What evidence is: one fact about one feature, with when, where and of which code it was true."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

import math
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from coldframe.declare.mistake import Mistake

PASSED, FAILED, ERROR, SKIPPED = "passed", "failed", "error", "skipped"
NOTED = "noted"  # a fact that nothing can pass or fail: a figure, a signature, an adopter
WITHDRAWN = "withdrawn"  # what a correction makes of a fact that should not count at all
OUTCOMES = (PASSED, FAILED, ERROR, SKIPPED, NOTED, WITHDRAWN)
VARIANTS = ("", "on", "off")
_LONGEST = {"feature": 500, "kind": 100, "run": 500, "source": 2000, "unit": 100}


class Fact(NamedTuple):
    """One stored, dated fact about a feature, bound to the code it vouches for.

    ``feature`` is the dotted module of the feature (``Feature.module``), so that hosts which
    share a store are not mixed up.
    """

    feature: str
    kind: str  # "tests", "coverage", "benchmark", "log", "migrations" ...; plugins may add kinds
    subject: str  # a test's id, a benchmark's name, a signature, a page, a reviewer
    outcome: str  # one of OUTCOMES
    value: float | None = None  # seconds, ratio, count ...
    unit: str = ""  # "s", "1", "queries", "bytes"
    size: float | None = None  # the size at which it was measured
    variant: str = ""  # "on" / "off": with the feature on or off; "" unknown
    run: str = ""  # one CI run or one import of one file
    source: str = ""  # where it came from: a file's name, "pytest", a URL without credentials
    time: str = ""  # UTC, ISO 8601, when it was true (else when it was recorded)
    commit: str = ""  # full hash
    digest: str = ""  # digest of the feature's code at that commit
    detail: str = ""  # JSON, for people and for plugins
    corrects: int = 0  # id of the fact that this one corrects; ``detail`` says why


class Stored(NamedTuple):
    """A fact as the store has it: under a number that is never used again."""

    id: int
    recorded: str  # UTC, ISO 8601
    fact: Fact


def now() -> str:
    """This moment in the form of ``Fact.time``: ``2026-11-25T18:34:04Z``."""
    return _written(datetime.now(UTC))


def soon() -> str:
    """The end of what clocks that are not quite right may call now: in a day."""
    return _written(datetime.now(UTC) + timedelta(days=1))


def moment(said: str) -> str:
    """A moment in the form of ``Fact.time``; one without a zone is taken for UTC.

    Raises Mistake for a text that is no day and no moment of ISO 8601.
    """
    try:
        when = datetime.fromisoformat(said.strip())
        return _written(when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC))
    except (ValueError, OverflowError):
        raise Mistake(
            f"{said!r} is no moment", "Write for example: 2026-11-25T18:34:04Z, or 2026-11-25"
        ) from None


def checked(fact: Fact) -> Fact:
    """``fact`` as it can be stored: its time in one form, its texts such as any database takes.

    Raises Mistake for a fact that says nothing: no feature, kind or subject, an outcome that
    there is not, a figure that is no number.
    """
    for name in ("feature", "kind", "subject"):
        if not getattr(fact, name).strip():
            raise Mistake(f"a fact without a {name}", f"It says: {_short(fact)}")
    if fact.outcome not in OUTCOMES:
        raise Mistake(
            f"a fact has the outcome {fact.outcome!r}", f"There are: {', '.join(OUTCOMES)}."
        )
    if fact.variant not in VARIANTS:
        raise Mistake(f"a fact has the variant {fact.variant!r}", 'There are: "on", "off" and "".')
    for name in ("value", "size"):
        number = getattr(fact, name)
        if number is not None and not math.isfinite(number):
            raise Mistake(f"the {name} of a fact is {number}", f"It says: {_short(fact)}")
    for name, most in _LONGEST.items():
        if len(getattr(fact, name)) > most:
            raise Mistake(
                f"the {name} of a fact is longer than {most} characters",
                f"It begins with: {getattr(fact, name)[:60]}",
            )
    return Fact._make(
        [
            _clean(value) if isinstance(value, str) else value
            for value in fact._replace(time=moment(fact.time) if fact.time else now())
        ]
    )


def _written(when: datetime) -> str:
    return when.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _clean(text: str) -> str:
    """``text`` without what PostgreSQL, or UTF-8, has no place for."""
    if text.isprintable() and text.isascii():
        return text
    return text.replace("\0", "\\0").encode("utf-8", "backslashreplace").decode("utf-8")


def _short(fact: Fact) -> str:
    return ", ".join(f"{k}={v!r}"[:60] for k, v in fact._asdict().items() if v not in ("", None, 0))
