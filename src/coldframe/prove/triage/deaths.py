"""Processes that ended without a traceback: killed, out of memory, or with a status of failure.

Known are the words of oslo.service, systemd, the kernel, gunicorn and supervisord.  Who was asked
to end (SIGTERM) or ended well has not died.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from coldframe.prove.triage.flowing import Flowing

# Each is searched for in all bytes, so they are few, and long.
SERVICES: tuple[bytes, ...] = (b"killed by signal", b"exited with status", b"was sent SIG")
SYSTEMS: tuple[bytes, ...] = (
    *SERVICES,
    *(b"ain process exited", b"Killed process", b"segfault at", b"; not expected)"),
)
_UNIT = rb"(?P<name>[\w@.:\\-]+)\.service: [Mm]ain process exited, code="
_FORMS = (
    re.compile(rb"Child \d+ killed by signal (?P<signal>\d+)"),
    re.compile(rb"Child \d+ exited with status (?P<status>\d+)"),
    re.compile(_UNIT + rb"(?:killed|dumped), status=(?P<signal>\d+)"),
    re.compile(_UNIT + rb"exited, status=(?P<status>\d+)"),
    re.compile(rb"(?P<memory>Killed process) \d+(?:, UID \d+,)? \((?P<name>[^)]+)\)"),
    re.compile(rb"(?P<name>[^\s\[]+)\[\d+\]: (?P<segfault>segfault) at"),
    re.compile(rb"Worker \(pid:\d+\) was sent (?P<signal>SIG\w+)"),
    re.compile(rb"exited: (?P<name>\S+) \(terminated by (?P<signal>SIG\w+);"),
    re.compile(rb"exited: (?P<name>\S+) \(exit status (?P<status>\d+);"),
)
_ASKED = ("15", "SIGTERM")
_LINE = 1 << 12  # bytes of a line before and behind the words


# How the log of a system looks, or of supervisord: they name the processes that end.
SYSTEM = re.compile(
    rb"^(?:<\d+>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*) "
    rb"(?:(?:\S+ )?(?:kernel|systemd|init)(?:\[\d+\]:|:|[ .])|INFO (?:spawned|success|exited): )",
    re.MULTILINE,
)


class Death(NamedTuple):
    """How a process ended: ``Killed`` or ``Exited``, and by what; ``name`` if the line has one."""

    kind: str
    how: str
    name: str


def death(line: bytes) -> Death | None:
    """The death that a line tells of, if it does."""
    for form in _FORMS:
        found = form.search(line)
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
        self._needles = needles
        self._last = -1

    def search(self, limit: int) -> None:
        """Look at the lines that have one of the words."""
        buffer = self.buffer
        lines: dict[int, bytes] = {}
        for needle in self._needles:
            at = buffer.find(needle, self.searched, limit + len(needle) - 1)
            while at >= 0:
                least, most = max(0, at - _LINE), min(len(buffer), at + _LINE)
                first = max(buffer.rfind(b"\n", least, at) + 1, least)
                end = buffer.find(b"\n", at, most)
                end = most if end < 0 else end
                lines.setdefault(first, bytes(buffer[first:end]))
                at = buffer.find(needle, max(end, at + 1), limit + len(needle) - 1)
        for first, line in sorted(lines.items()):
            place = self.base + first
            told = death(line) if self.ours(place) and place > self._last else None
            if told is not None:
                self._last = place
                self._found(told, line, place)
