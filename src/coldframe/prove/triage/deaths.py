"""Processes that ended without a traceback: killed, out of memory, or with a status of failure.

Known are the words of oslo.service, systemd, the kernel, gunicorn and supervisord.  Who was asked
to end (SIGTERM) or ended well has not died.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from coldframe.prove.triage.flowing import Flowing
from coldframe.prove.triage.needle import Bytes, Needle

# Each is searched for in all bytes, so they are few, and long.
SERVICES: tuple[bytes, ...] = (b"killed by signal", b"exited with status", b"was sent SIG")
SYSTEMS: tuple[bytes, ...] = (
    *SERVICES,
    *(b"ain process exited", b"Killed process", b"segfault at", b"; not expected)"),
)
_UNIT = rb"(?P<name>[\w@.:\\-]+)\.service: [Mm]ain process exited, code="
_FORMS = (
    rb"Child \d+ killed by signal (?P<signal>\d+)",
    rb"Child \d+ exited with status (?P<status>\d+)",
    _UNIT + rb"(?:killed|dumped), status=(?P<signal>\d+)",
    _UNIT + rb"exited, status=(?P<status>\d+)",
    rb"(?P<memory>Killed process) \d+(?:, UID \d+,)? \((?P<name>[^)]+)\)",
    rb"(?P<name>[^\s\[]+)\[\d+\]: (?P<segfault>segfault) at",
    rb"Worker \(pid:\d+\) was sent (?P<signal>SIG\w+)",
    rb"exited: (?P<name>\S+) \(terminated by (?P<signal>SIG\w+);",
    rb"exited: (?P<name>\S+) \(exit status (?P<status>\d+);",
)
_ASKED = ("15", "SIGTERM")
_LINE = 1 << 12  # bytes of a line before and behind the words


# How the log of a system looks, or of supervisord: they name the processes that end.
_SYSTEM = (
    rb"(?m)^(?:<\d+>)?"
    rb"(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*) "
    rb"(?:(?:\S+ )?(?:kernel|systemd|init)(?:\[\d+\]:|:|[ .])|INFO (?:spawned|success|exited): )"
)
_SYSTEM_WORDS = (b" kernel", b" systemd", b" init", b" INFO s", b" INFO exited: ")


def of_system(head: bytes) -> bool:
    """Whether a log that begins like this is one of a system, or of supervisord."""
    return any(word in head for word in _SYSTEM_WORDS) and re.search(_SYSTEM, head) is not None


class Death(NamedTuple):
    """How a process ended: ``Killed`` or ``Exited``, and by what; ``name`` if the line has one."""

    kind: str
    how: str
    name: str


def death(line: bytes) -> Death | None:
    """The death that a line tells of, if it does."""
    for form in _FORMS:
        found = re.search(form, line)
        if found is None:
            continue
        groups = found.groupdict(b"").items()
        said = {key: value.decode("utf-8", "replace") for key, value in groups}
        name = said.get("name", "")
        if said.get("memory"):
            return Death("Killed", "out of memory", name)
        if said.get("segfault"):
            return Death("Killed", "segmentation fault", name)
        signal = said.get("signal")
        if signal:
            return None if signal in _ASKED else Death("Killed", f"by signal {signal}", name)
        status = said["status"]
        return None if not status.strip("0") else Death("Exited", f"with status {status}", name)
    return None


class Deaths(Flowing):
    """Finds deaths in the lines that begin in the bytes from ``start`` up to ``stop`` of a log.

    ``found`` is called with each, its line and its place.
    Lines with one of ``needles`` are looked at.  What is fed begins at ``begin``.
    """

    def __init__(
        self,
        found: Callable[[Death, bytes, int], None],
        needles: tuple[bytes, ...] = SYSTEMS,
        start: int = 0,
        stop: int | None = None,
        begin: int = 0,
    ) -> None:
        super().__init__(_LINE, start, stop, begin)
        self._found = found
        self._needles = [Needle(words) for words in needles]
        self._last = -1

    def search(self, limit: int) -> None:
        """Look at the lines that have one of the words."""
        self.look(self.buffer, self.base, self.searched, limit)

    def look(self, data: Bytes, base: int, at: int, limit: int) -> None:
        """Look at ``data`` from ``at`` up to ``limit``; ``base`` is where in the log it begins."""
        if self._stop is not None:
            limit = min(limit, self._stop + _LINE - base)
        at = max(at, self._start - _LINE - base)
        if at >= limit:
            return
        lines: dict[int, bytes] = {}
        for needle in self._needles:
            end = at
            for hit in needle.all(data, at, limit):
                if hit < end:
                    continue
                least, most = max(0, hit - _LINE), min(len(data), hit + _LINE)
                first = max(data.rfind(b"\n", least, hit) + 1, least)
                end = data.find(b"\n", hit, most)
                end = most if end < 0 else end
                lines.setdefault(first, bytes(data[first:end]))
        for first, line in sorted(lines.items()):
            place = base + first
            told = death(line) if self.ours(place) and place > self._last else None
            if told is not None:
                self._last = place
                self._found(told, line, place)
