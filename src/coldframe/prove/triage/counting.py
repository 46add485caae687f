"""Counts the blocks of a log by signature.

What is the same is taken apart once: a block whose frames were seen before costs a look-up, and
its message is made comparable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coldframe.prove.triage.attribution import Blamed, blamed, bystanders
from coldframe.prove.triage.block import MARK, Block
from coldframe.prove.triage.listed import log_stem
from coldframe.prove.triage.message import normal
from coldframe.prove.triage.owners import FEATURE, Owner, Owners
from coldframe.prove.triage.records import Said, said
from coldframe.prove.triage.tally import Hits, Place, Signature, Tally
from coldframe.prove.triage.trace import traces

if TYPE_CHECKING:
    from coldframe.prove.triage.deaths import Death
    from coldframe.prove.triage.known.queries import Query

_FRAMES = 3  # innermost frames of the culprit that make a signature
_KNOWN = 1000  # texts that are remembered


class _Known(NamedTuple):
    blamed: Blamed
    frames: tuple[str, ...]


class Sought(NamedTuple):
    """What is looked for besides tracebacks: known bugs, and deaths everywhere if so.

    Without ``deaths``, only the beginning of a service's log is searched for deaths that left no
    traceback: to search for their words takes longer than all else.
    """

    queries: tuple[Query, ...] = ()
    deaths: bool = False


class Counting:
    """Adds blocks to a tally."""

    def __init__(self, owners: Owners, sought: Sought = Sought()) -> None:  # noqa: B008
        self.owners = owners
        self.sought = sought
        self.tally = Tally()
        self._whole: dict[tuple[bytes, str], list[_Known]] = {}
        self._apart: dict[tuple[bytes, str], tuple[_Known, bytes]] = {}
        self._bystanders: dict[tuple[str, str, Signature, str], tuple[Owner, ...]] = {}

    def add(self, block: Block, log: str, place: Place) -> list[Signature]:
        """Count a block; the signatures that it has."""
        self.tally.blocks += 1
        record = said(block.head)
        stamp = record.feature
        body = block.body
        end = _end_of_frames(body)
        rest = body[end:]
        if end < 0 or block.cut or MARK in rest or b"Exception Group" in rest:
            return self._whole_block(block, stamp, record, log, place)
        key = body[:end], stamp
        entry = self._apart.get(key)
        if entry is not None and rest.startswith(entry[1]):
            known, message = entry[0], _message(rest, len(entry[1]))
        elif body.count(MARK) != 1 or b"Exception Group" in body:
            return self._whole_block(block, stamp, record, log, place)
        else:
            taken = self._take_apart(body, stamp)
            if not taken:  # it only looks like one
                return []
            known = taken[0]
            message = known.blamed.stack.message
            kind = known.blamed.stack.kind.encode("utf-8", "surrogateescape")
            kind_at = rest.find(kind)
            if len(self._apart) >= _KNOWN:
                self._apart.clear()
            self._apart[key] = known, rest[: kind_at + len(kind)] if kind_at >= 0 else b""
        return [self._count(known, message, block, record, log, place)]

    def _whole_block(
        self, block: Block, stamp: str, record: Said, log: str, place: Place
    ) -> list[Signature]:
        """Count a block that has to be read as a whole."""
        whole = self._whole.get((block.body, stamp))
        if whole is None:
            whole = self._take_apart(block.body, stamp)
            if len(self._whole) >= _KNOWN:
                self._whole.clear()
            self._whole[block.body, stamp] = whole
        return [
            self._count(known, known.blamed.stack.message, block, record, log, place)
            for known in whole
        ]

    def known(self, query: Query, place: Place) -> None:
        """Count a record of a known bug."""
        self.tally.known.setdefault(query.bug, Hits()).add(place)

    def died(self, death: Death, line: bytes, place: Place) -> None:
        """Count a process that ended without a traceback."""
        record = said(line)
        name = death.name or log_stem(place.log)
        if record.feature:
            culprit = Owner(record.feature, FEATURE, f"its record says feature={record.feature}")
        else:
            culprit = self.owners.process(name)
        signature = Signature(death.kind, death.how, (name,), culprit.name)
        group = self.tally.group(signature, culprit, f"{name} ended: {culprit.because}")
        if group is not None:
            if not group.count:
                group.example = line.decode("utf-8", "surrogateescape")
                group.people = self.owners.people("", culprit.name)
            group.add(record.time, place, True, False)

    def _take_apart(self, body: bytes, stamp: str) -> list[_Known]:
        text = body.decode("utf-8", "surrogateescape")
        if "&quot;" in text:  # a page, or a report of tests in XML
            from html import unescape

            text = unescape(text)
        result = []
        for trace in traces(text):
            if not trace.stacks:
                continue
            whose = blamed(trace, self.owners, stamp)
            frames = [
                frame
                for frame in whose.stack.frames
                if self.owners.of(frame.path)[:2] == whose.culprit[:2]
            ] or list(whose.stack.frames)
            result.append(_Known(whose, tuple(map(_named, frames[-_FRAMES:]))))
        return result

    def _count(
        self, known: _Known, message: str, block: Block, record: Said, log: str, place: Place
    ) -> Signature:
        whose = known.blamed
        signature = Signature(
            whose.stack.kind, normal(message), known.frames, whose.culprit.name or "nobody"
        )
        group = self.tally.group(signature, whose.culprit, whose.because)
        if group is None:
            return signature
        if not group.count:
            group.frame, group.stack = whose.frame, whose.stack
            text = block.body.decode("utf-8", "surrogateescape")
            group.example = f"{block.head.decode('utf-8', 'surrogateescape')[:300]}\n{text[:6000]}"
            path = whose.frame.path if whose.frame else ""
            group.people = self.owners.people(path, whose.culprit.name)
        group.add(record.time, place, record.fatal, bool(block.cut))
        for victim in whose.victims:
            group.victims[victim] = group.victims.get(victim, 0) + 1
        by = record.logger, record.feature, signature, log
        others = self._bystanders.get(by)
        if others is None:
            others = bystanders(record, whose.culprit, whose.victims, log)
            if len(self._bystanders) > _KNOWN:
                self._bystanders.clear()
            self._bystanders[by] = others
        for other in others:
            if len(group.bystanders) < 100 or other in group.bystanders:
                group.bystanders[other] = group.bystanders.get(other, 0) + 1
        return signature


def _named(frame: tuple[str, int, str]) -> str:
    """A frame without its line, and without the folders that differ from machine to machine."""
    path = frame[0].replace("\\", "/")
    for mark in ("site-packages/", "dist-packages/", "/src/", "/stack/new/", "/stack/"):
        _, found, rest = path.rpartition(mark)
        if found:
            path = rest
            break
    parts = path.strip("/").split("/")
    if len(parts) > 2 and parts[0].removeprefix("python-").replace("-", "_") == parts[1]:
        del parts[0]  # a checkout is often called after its package
    return f"{'/'.join(parts[-4:])}:{frame[2]}"


def _end_of_frames(body: bytes) -> int:
    """Where the line that names the exception begins; -1 if it is not there."""
    at = body.rfind(b"  File ")
    if at < 0:
        return -1
    place = body.find(b"\n", at) + 1
    while place and body[place : place + 1] in (b" ", b"\t", b"\n"):
        place = body.find(b"\n", place) + 1
    return place or -1


def _message(body: bytes, at: int) -> str:
    stop = body.find(b"\n", at)
    text = body[at : stop if stop >= 0 else len(body)].decode("utf-8", "surrogateescape")
    return text.removeprefix(":").strip()
