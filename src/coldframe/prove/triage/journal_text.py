"""The export format of journald as lines of text: time, process, unit and message.

Source: https://systemd.io/JOURNAL_EXPORT_FORMATS/.  A field is ``NAME=text``, or ``NAME`` alone,
then eight bytes with the size (little end first), the data, and a newline.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from time import gmtime, strftime
from typing import Any, cast

from coldframe.prove.triage.converted import Text

_LARGEST = 16 << 20  # bytes of a field: beyond, the stream is damaged
_LEVELS = ("CRITICAL", "CRITICAL", "CRITICAL", "ERROR", "WARNING", "INFO", "INFO", "DEBUG")


class Reader(io.RawIOBase):
    """A raw stream around a function that fills a view."""

    def __init__(self, readinto: Callable[[memoryview], int]) -> None:
        self._readinto = readinto

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._readinto(memoryview(buffer))


def buffered(readinto: Callable[[memoryview], int]) -> io.BufferedReader:
    """The stream behind ``readinto``, with lines."""
    return io.BufferedReader(cast("Any", Reader(readinto)), 1 << 18)


def pieces(readinto: Callable[[memoryview], int]) -> Iterator[Text]:
    """One piece an entry."""
    stream = buffered(readinto)
    entry: dict[bytes, bytes] = {}
    while True:
        line = stream.readline()
        if not line.rstrip(b"\n"):
            if entry:
                yield _text(entry)
                entry = {}
            if not line:
                return
            continue
        name, equals, value = line.rstrip(b"\n").partition(b"=")
        if not equals:
            size = stream.read(8)
            if len(size) < 8:
                continue
            (length,) = struct.unpack("<Q", size)
            value = stream.read(min(length, _LARGEST))
            if length <= _LARGEST:
                stream.read(1)
        entry[name] = value


def _text(entry: dict[bytes, bytes]) -> Text:
    micros = entry.get(b"_SOURCE_REALTIME_TIMESTAMP") or entry.get(b"__REALTIME_TIMESTAMP", b"0")
    seconds = int(micros) / 1e6 if micros.isdigit() and len(micros) < 18 else 0.0
    moment = strftime("%Y-%m-%d %H:%M:%S", gmtime(seconds)) + f".{int(seconds % 1 * 1e6):06d}"
    priority = entry.get(b"PRIORITY", b"3")
    level = _LEVELS[int(priority[-1:]) % 8] if priority.isdigit() else "ERROR"
    name = entry.get(b"_SYSTEMD_UNIT") or entry.get(b"SYSLOG_IDENTIFIER") or b"-"
    unit = name.decode("utf-8", "replace").removesuffix(".service").replace("@", "-")
    pid = entry.get(b"_PID", b"0").decode("ascii", "replace")
    head = f"{moment} {pid} {level} {unit} ".encode()
    lines = entry.get(b"MESSAGE", b"").rstrip(b"\n").split(b"\n")
    return Text(b"".join(head + line + b"\n" for line in lines), f"{moment} {unit}[{pid}]")
