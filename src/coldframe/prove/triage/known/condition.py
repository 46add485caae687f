"""What a query asks of a record: words in its text, its level, its logger, the log that it is in.

A record has three answers: yes, no, and not known yet, for what only its text can tell.
"""

from __future__ import annotations

import os
import re
from typing import NamedTuple, TypeAlias

MESSAGE, LEVEL, LOGGER, LOG = "message", "loglevel", "module", "tags"
_PACKED = re.compile(r"(?:\.(?:gz|xz|zst|bz2))+$")


class Record(NamedTuple):
    """A record, or without ``text`` only the log that it is in."""

    log: str
    text: str | None = None
    level: str = ""
    logger: str = ""


class Has(NamedTuple):
    """``pattern`` is in the field, which is one of the four above.

    ``needles`` are bytes in small letters, one of which is in each text that it fits.
    """

    field: str
    pattern: re.Pattern[str]
    needles: frozenset[bytes] | None


class Every(NamedTuple):
    """All of them hold."""

    parts: tuple[Condition, ...]


class Some(NamedTuple):
    """At least one of them holds."""

    parts: tuple[Condition, ...]


class No(NamedTuple):
    """It does not hold."""

    part: Condition


Condition: TypeAlias = Has | Every | Some | No


def holds(condition: Condition, record: Record) -> bool | None:
    """Whether ``record`` is as ``condition`` says; None if only its text could tell."""
    if isinstance(condition, Has):
        return _has(condition, record)
    if isinstance(condition, No):
        inner = holds(condition.part, record)
        return None if inner is None else not inner
    decides = isinstance(condition, Some)  # the answer of one part that settles all
    answer: bool | None = not decides
    for part in condition.parts:
        inner = holds(part, record)
        if inner is decides:
            return inner
        if inner is None:
            answer = None
    return answer


def needles(condition: Condition) -> frozenset[bytes] | None:
    """Bytes one of which is in every record that fits, as rare as can be told; None without any."""
    if isinstance(condition, Has):
        return condition.needles
    if isinstance(condition, No):
        return None
    found = [needles(part) for part in condition.parts]
    known = [each for each in found if each]
    if isinstance(condition, Some):
        return frozenset().union(*known) if known and len(known) == len(found) else None
    return max(known, key=lambda each: (min(map(len, each)), -len(each)), default=None)


def _has(condition: Has, record: Record) -> bool | None:
    if condition.field == LOG:
        return any(condition.pattern.fullmatch(name) for name in log_names(record.log))
    if record.text is None:
        return None
    if condition.field == MESSAGE:
        return condition.pattern.search(record.text) is not None
    value = record.level if condition.field == LEVEL else record.logger
    return condition.pattern.fullmatch(value) is not None


def log_names(log: str) -> tuple[str, ...]:
    """What a log may be called: ``logs/screen-q-svc.txt.gz`` is ``screen-q-svc.txt``, too.

    Zuul writes ``job-output.txt``, which OpenStack's queries still call ``console``.
    """
    path = _PACKED.sub("", log.replace(os.sep, "/"))
    base = path.rpartition("/")[2]
    ends = [path[at + 1 :] for at, letter in enumerate(path) if letter == "/"]
    plain = base.split(".")[0]
    return (log, path, *ends, plain, *(("console",) if plain == "job-output" else ()))
