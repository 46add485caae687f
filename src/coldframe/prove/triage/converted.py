"""Logs that are no lines of text, made into such: journald exports, subunit streams, pytest.

What comes out is read like every other log; each piece keeps a label that says where it was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.prove.triage.parts import Parts

_LOOK = 1 << 16
_LABELS = 20_000


class Text(NamedTuple):
    """A piece of a converted log; ``label`` says where it was, if that is new."""

    data: bytes
    label: str = ""


class Converted:
    """Pieces of text as a stream.

    If ``of_tests``, a label is a test's name and that of what it left, with a space between.
    """

    def __init__(self, pieces: Iterator[Text], of_tests: bool = False) -> None:
        self.of_tests = of_tests
        self._pieces = pieces
        self._left = b""
        self._at = 0
        self._starts: list[int] = []
        self._labels: list[str] = []

    def readinto(self, view: memoryview) -> int:
        """Fill ``view``, with 0 at the end."""
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            if piece.label:
                self._starts.append(self._at)
                self._labels.append(piece.label)
                if len(self._starts) > _LABELS:
                    del self._starts[: _LABELS // 2], self._labels[: _LABELS // 2]
            self._left = piece.data
            self._at += len(piece.data)
        taken = self._left[: len(view)]
        view[: len(taken)] = taken
        self._left = self._left[len(taken) :]
        return len(taken)

    def label(self, offset: int) -> str:
        """The label of the piece at ``offset``."""
        at = bisect_right(self._starts, offset) - 1
        return self._labels[at] if at >= 0 else ""


def kind_of(head: bytes) -> str:
    """What a log is, by its first bytes: ``subunit``, ``journal``, ``pytest`` or ``""``."""
    if head[:1] == b"\xb3":
        return "subunit"
    if head.startswith((b"__CURSOR=", b"__REALTIME_TIMESTAMP=")):
        return "journal"
    if b" test session starts ===" in head or b"= FAILURES =" in head or b"= ERRORS =" in head:
        return "pytest"
    return ""


def converted(stream: Parts) -> Converted | None:
    """``stream`` as text, or None if it is text already; it is not changed then."""
    kind = kind_of(stream.peek(_LOOK))
    if kind == "subunit":
        from coldframe.prove.triage.subunit_text import pieces
    elif kind == "journal":
        from coldframe.prove.triage.journal_text import pieces
    elif kind == "pytest":
        from coldframe.prove.triage.pytest_text import pieces
    else:
        return None
    return Converted(pieces(stream.readinto), kind == "subunit")
