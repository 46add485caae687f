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
