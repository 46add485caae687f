"""Looks for records of known bugs in the bytes of a log as they are read.

Each query names bytes that its records must have; only records around those are looked at.
A record is a line that begins one, with the lines that oslo.log wrote of the same moment, and
those that begin none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coldframe.prove.triage.flowing import Flowing
from coldframe.prove.triage.known.condition import Record, holds
from coldframe.prove.triage.known.queries import Query
from coldframe.prove.triage.records import Moment, begins_record, goes_on, moment_of, said

REACH = 1 << 16  # bytes of a record before and behind the words that were found
_LINES = 400  # lines of a record before the words


class Watch(Flowing):
    """Counts the records that begin in the bytes from ``start`` up to ``stop`` of a log.

    What is fed begins at ``begin``, REACH before ``start`` or where the log begins.
    ``found`` is called with the query and the place of each record, in their order.
    """

    def __init__(
        self,
        queries: Sequence[Query],
        log: str,
        found: Callable[[Query, int], None],
        start: int = 0,
        stop: int | None = None,
        begin: int = 0,
    ) -> None:
        super().__init__(REACH, start, stop, begin)
        self._log = log
        there = Record(log)
        self._queries = [q for q in queries if holds(q.condition, there) is not False]
        self._needles: dict[bytes, list[int]] = {}
        for at, query in enumerate(self._queries):
            for needle in query.needles:
                self._needles.setdefault(needle, []).append(at)
        self._found = found
        self._last = [-1] * len(self._queries)

    def feed(self, data: bytes | memoryview) -> None:
        """The next bytes; none are kept if no query can fit this log."""
        if self._queries:
            super().feed(data)

    def search(self, limit: int) -> None:
        """Try the queries on the records that have one of their needles."""
        lowered = self.buffer.lower()
        hits: set[tuple[int, int]] = set()
        for needle, asking in self._needles.items():
            at = lowered.find(needle, self.searched, limit + len(needle) - 1)
            while at >= 0:
                first, end = self._record(at)
                record = self._read(first, end)
                hits.update(
                    (first, number)
                    for number in asking
                    if holds(self._queries[number].condition, record)
                )
                at = lowered.find(needle, max(end, at + 1), limit + len(needle) - 1)
        for first, number in sorted(hits):
            place = self.base + first
            if self.ours(place) and place > self._last[number]:
                self._last[number] = place
                self._found(self._queries[number], place)

    def _record(self, hit: int) -> tuple[int, int]:
        """Where the record begins and ends that has the byte ``hit``."""
        buffer = self.buffer
        line = first = self._line(hit)
        for _ in range(_LINES):
            head = bytes(buffer[first : first + 200])
            if begins_record(head):
                break
            if not first or hit - first > REACH:
                first = line  # nothing begins a record here: the line is one
                break
            first = self._line(first - 1)
        else:
            first = line
        moment = moment_of(bytes(buffer[first : first + 200]))
        while first and hit - first < REACH:
            if not goes_on(bytes(buffer[first : first + 200]), moment):
                break
            above = self._line(first - 1)
            if moment_of(bytes(buffer[above : above + 200])) != moment:
                break
            first = above
        begun = moment is not None or begins_record(bytes(buffer[first : first + 200]))
        return first, self._end(hit, begun, moment)

    def _end(self, hit: int, begun: bool, moment: Moment | None) -> int:
        """Where the record ends; that of a line by itself with the line."""
        most = min(len(self.buffer), hit + REACH)
        end = hit
        while True:
            stop = self.buffer.find(b"\n", end, most)
            if stop < 0:
                return most
            end = stop + 1
            head = bytes(self.buffer[end : end + 200])
            if not begun or (begins_record(head) and not goes_on(head, moment)):
                return end

    def _line(self, at: int) -> int:
        least = max(0, at - REACH)
        return max(self.buffer.rfind(b"\n", least, at) + 1, least)

    def _read(self, first: int, end: int) -> Record:
        data = bytes(self.buffer[first:end])
        record = said(data[:400])
        text = data.decode("utf-8", "surrogateescape")
        return Record(self._log, text, record.level, record.logger)
