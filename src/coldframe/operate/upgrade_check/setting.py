"""What a configuration file sets, with the place of every byte that may have to change."""

from __future__ import annotations

import re
from typing import NamedTuple

from coldframe.regex import regex

# What sounds like a secret is never judged, so nothing of it can be shown.
_SECRET = regex(
    r"pass|pwd|secret|token|credential|private|salt|signature|dsn|api_?key|(?:^|[._])keys?(?:$|\.)",
    re.IGNORECASE,
)


class Piece(NamedTuple):
    """A part of a value: ``text`` stands at ``start``, byte for byte as it is in the file.

    Texts of pieces are decoded as Latin-1, so that characters count as bytes do.  ``outer`` is the
    piece with its quotes, where it has some.
    """

    text: str
    start: int
    outer: tuple[int, int]


class Setting(NamedTuple):
    """One option, as a file sets it.

    ``name`` is ``group.option``, ``option`` of the group DEFAULT, or ``NAME``.  The setting takes
    the bytes from ``start`` to ``end``, whole lines; ``key`` says its name and may be shown.
    ``removable`` says whether the whole setting may be turned into a comment.
    """

    name: str
    line: int
    start: int
    end: int
    key: tuple[int, int]
    pieces: tuple[Piece, ...]
    removable: bool = True

    @property
    def secret(self) -> bool:
        """Whether the value may be one that nobody should see."""
        return _SECRET.search(self.name) is not None

    @property
    def option(self) -> str:
        """The name without its group."""
        return self.name.rpartition(".")[2]


class SiteFile(NamedTuple):
    """A configuration file: ``path`` as it was named, its ``form`` and all that it sets."""

    path: str
    form: str
    data: bytes
    settings: tuple[Setting, ...]

    @property
    def text(self) -> str:
        """The bytes as characters, one for each."""
        return self.data.decode("latin-1")


class Unreadable(Exception):
    """The file is not what its name says; the text says why and shows nothing of the file."""

    def __init__(self, why: str, line: int | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.line = line


def lines_in(text: str) -> list[str]:
    """The lines with their ends; only line feeds end one, as every character is a byte."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [
        line for line in text.split("\n")[-1:] if line
    ]


def shown_name(text: str) -> str:
    """A name from a file as people write it."""
    return text.encode("latin-1").decode("utf-8", "replace")
