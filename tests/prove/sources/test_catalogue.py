"""A file finds the source that knows it, or is refused with the names of all."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from coldframe.declare.mistake import Mistake
from coldframe.prove.evidence.fact import Fact
from coldframe.prove.sources.catalogue import SOURCES, source_for
from coldframe.prove.sources.source import Given, Source


class Letters:
    """Knows files with one letter."""

    def __init__(self, letter: str) -> None:
        self.SOURCE = Source(f"letters_{letter}", f"Letters {letter.upper()}")
        self._letter = letter.encode()

    def recognises(self, head: bytes, name: str) -> bool:
        """By its first byte."""
        return head.startswith(self._letter)

    def read(self, given: Given) -> Iterable[Fact]:
        """Nothing."""
        return []


BOTH = (Letters("a"), Letters("b"))


def test_the_first_that_knows_it_or_the_one_that_is_named() -> None:
    assert source_for("x", b"bbb", sources=BOTH) is BOTH[1]
    assert source_for("x", b"bbb", "letters_a", BOTH) is BOTH[0]


def test_what_nobody_knows() -> None:
    with pytest.raises(Mistake) as unknown:
        source_for("x.txt", b"", sources=BOTH)
    assert str(unknown.value) == (
        "x.txt is nothing that is known as evidence\n  Say what it is with --as."
        " There are: Letters A (letters_a), Letters B (letters_b)."
    )
    with pytest.raises(Mistake, match="Did you mean --as letters_b"):
        source_for("x.txt", b"", "letter_b", BOTH)


def test_names_are_their_own() -> None:
    names = [module.SOURCE.name for module in SOURCES]
    assert len(set(names)) == len(names)
