"""What the beginning of a log line says: when, which process, how bad, whose logger, which feature.

Known are the lines of oslo.log, of `logging`, of syslog and journalctl, of console logs of CI, and
those of ``coldframe.runtime.logs``, which names the feature in brackets.
"""

from __future__ import annotations

import re
from calendar import timegm
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

# At the start of a line: an ISO date and time, or syslog's.  Brackets and bars may follow.
TIME = re.compile(
    rb"\[?(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|[+-]\d\d:?\d\d))?"
    rb"|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?)\]?"
)
_LEVELS = rb"DEBUG|INFO|AUDIT|NOTICE|WARN(?:ING)?|TRACE|ERROR|CRITICAL|FATAL"
_BEGINS = re.compile(
    rb"(?:" + TIME.pattern + rb"|(?:\[|<)?(?:" + _LEVELS + rb")(?:\]|>)?[:\s]|\{\"|[IWEF]\d{4} )"
)
_LEVEL = re.compile(rb"(?<![\w.])(" + _LEVELS + rb")(?![\w])")
# The usual line of oslo.log, in one step: storms of tracebacks consist of these.
_OSLO = re.compile(
    rb"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.(\d{1,6}))? (\d{1,7}) (" + _LEVELS + rb") "
    rb"([A-Za-z_][\w.\-]*)(?= )"
)
_FEATURE = re.compile(rb"\bfeature[=:] ?\"?([A-Za-z_][\w.\-]*)")
_BRACKETED = re.compile(rb"\s*\[([A-Za-z_]\w*)?\]\s+([A-Za-z_][\w.]*):")
_LOGGER = re.compile(rb"[\s:\]>|]*([A-Za-z_][\w.\-]*)")
_REQUEST = re.compile(rb"req-[0-9a-f][0-9a-f-]{7,}")
_PID = re.compile(rb"(?:^|\s|\|)(\d{1,7})(?=\s)|\w\[(\d{1,7})\]:")
_DIED = (
    *(b"Unhandled error", b"Unhandled exception", b"Uncaught exception", b"Exception in thread"),
    *(b"killed by signal", b"died unexpectedly"),
)
_NAMES = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MONTHS = {name: at for at, name in enumerate(_NAMES)}


# What all lines have that oslo.log writes of one record.
Moment: TypeAlias = tuple[bytes, bytes, bytes, bytes]


class Said(NamedTuple):
    """What a record says besides its text; what it does not say is empty (``time``: 0.0).

    ``time`` are seconds since 1970 as the log has them: a time without a zone counts as UTC, one
    without a year as of 1970.  ``fatal``: a process or thread has ended with this.
    """

    time: float = 0.0
    process: str = ""
    level: str = ""
    logger: str = ""
    request: str = ""
    feature: str = ""
    fatal: bool = False


def begins_record(line: bytes | bytearray) -> bool:
    """Whether a line looks like the first one of a log record."""
    return _BEGINS.match(line) is not None


def moment_of(line: bytes) -> Moment | None:
    """The moment of a line of oslo.log: its time, process and logger; None of other lines."""
    usual = _OSLO.match(line)
    if usual is None:
        return None
    clock, digits, process, _, logger = usual.groups()
    return clock, digits or b"", process, logger


def goes_on(line: bytes, moment: Moment | None) -> bool:
    """Whether a line goes on with a record of oslo.log; its first line has brackets."""
    usual = _OSLO.match(line) if moment else None
    return (
        usual is not None
        and moment_of(line) == moment
        and not line.startswith((b" [-", b" [req-", b" [None "), usual.end())
    )


def said(head: bytes) -> Said:
    """What ``head`` says, the first line of a record or the prefix of its lines."""
    usual = _OSLO.match(head)
    if usual:
        clock, digits = usual.group(1, 2)
        moment = _seconds(clock) + (int(digits) / 10 ** len(digits) if digits else 0.0)
        return Said(moment, *_untimed(head[usual.start(3) :], *usual.group(3, 4, 5)))
    moment, at = 0.0, 0
    found = TIME.match(head)
    if found:
        at = found.end()
        moment = _seconds(found[0][:19].strip(b"[]")) + _fraction(found[0])
    level = _LEVEL.search(head, at, at + 200)
    logger = feature = b""
    if level:
        bracketed = _BRACKETED.match(head, level.end())
        if bracketed:
            feature, logger = bracketed[1] or b"", bracketed[2]
        else:
            named = _LOGGER.match(head, level.end())
            logger = named[1] if named else b""
    pid = _PID.search(head, at, level.start() if level else at + 80)
    process = (pid[1] or pid[2]) if pid else b""
    return _said(head, moment, process, level[1] if level else b"", logger, feature)


@lru_cache(maxsize=256)
def _untimed(text: bytes, process: bytes, name: bytes, logger: bytes) -> tuple[Any, ...]:
    """What a line of oslo.log says behind its time: a storm says the same again and again."""
    return _said(text, 0.0, process, name, logger, b"")[1:]


def _said(
    head: bytes, moment: float, process: bytes, name: bytes, logger: bytes, feature: bytes
) -> Said:
    if not feature and b"feature" in head:
        stamped = _FEATURE.search(head)
        feature = stamped[1] if stamped else b""
    request = _REQUEST.search(head) if b"req-" in head else None
    return Said(
        moment,
        _str(process),
        _str(name),
        _str(logger.rstrip(b".-")),
        _str(request[0]) if request else "",
        _str(feature),
        name in (b"CRITICAL", b"FATAL") or any(map(head.__contains__, _DIED)),
    )


def _str(data: bytes) -> str:
    return data.decode("ascii", "replace")


@lru_cache(maxsize=256)
def _seconds(text: bytes) -> float:
    try:
        if text[:1].isdigit():
            date, clock = text[:10].split(b"-"), text[11:19].split(b":")
            return float(timegm((*map(int, date), *map(int, clock), 0, 0, 0)))
        month = _MONTHS[text[:3]] + 1
        return float(timegm((1970, month, int(text[4:6]), *map(int, text[7:15].split(b":")), 0)))
    except (ValueError, KeyError, TypeError):
        return 0.0


def _fraction(text: bytes) -> float:
    digits = text[19:].lstrip(b"]").lstrip(b".,")[:6] if text[20:21].isdigit() else b""
    number = bytes(c for c in digits if 48 <= c < 58)
    return int(number) / 10 ** len(number) if number else 0.0
