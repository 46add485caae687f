"""Exact edits of bytes: everything outside them stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Splice(NamedTuple):
    """``data[start:end]`` becomes ``new``; ``why`` says what stands there."""

    start: int
    end: int
    new: bytes
    why: str


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """``data`` with all ``splices``; raises ValueError if two of them overlap."""
    out, at = [], 0
    for splice in sorted(splices):
        if splice.start < at:
            raise ValueError(f"two edits meet at byte {splice.start}")
        out += [data[at : splice.start], splice.new]
        at = splice.end
    out.append(data[at:])
    return b"".join(out)


def line_after(line: int, data: bytes, splices: Iterable[Splice]) -> int:
    """Where a line of ``data`` is once ``splices``, in order, are made."""
    here, at, shift = 1, 0, 0
    for splice in splices:
        here += data.count(b"\n", at, splice.start)
        at = splice.start
        if here >= line:
            break
        shift += splice.new.count(b"\n") - data.count(b"\n", splice.start, splice.end)
    return line + shift
