"""One traceback as it is in a log, and how far around its first words it may reach."""

from __future__ import annotations

from typing import NamedTuple

MARK = b"Traceback (most recent call last)"
BEHIND = 1 << 13  # bytes before a traceback in which its line begins, and then its record
BACK = 2 * BEHIND + 1  # bytes before its first words that are kept, so that these are seen
AHEAD = 1 << 17  # bytes that one traceback may take; the rest of a longer one is left out
LINES = 4000


class Block(NamedTuple):
    """One traceback as it is in the log.

    ``offset`` is that of its first line, from the start of the stream; ``head`` the record that it
    belongs to, or what stands before each of its lines; ``body`` its lines without that.
    ``cut`` says what is missing: ``"start"``, ``"end"`` or ``""``.
    """

    offset: int
    head: bytes
    body: bytes
    cut: str
