"""Versions as they can be compared.

The rules are those of the Python packaging specification, "Version specifiers".  A version
of digits and dots, or an ordinary pre-release, is read here; anything rarer by `packaging`,
which is only then imported (it costs about as much as all the rest of a short run).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from coldframe.regex import regex

_PRE = regex(
    r"(\d+(?:\.\d+)*)[-_.]?(?:a|alpha|b|beta|c|rc|pre|preview|dev)(?![a-z])[-_.]?\d*"
    r"(?:[-_.]?dev[-_.]?\d*)?(?:\+.*)?",
    re.IGNORECASE,
)


class Version(NamedTuple):
    """One version, ready to be compared with others.

    ``numbers`` are without trailing zeros, so that 1.2 and 1.2.0 are one version; ``width``
    is how many were written.  ``final`` is False for pre-releases and development versions.
    """

    epoch: int
    numbers: tuple[int, ...]
    final: bool
    post: int
    width: int

    @property
    def key(self) -> tuple[int, tuple[int, ...], bool, int]:
        """What orders versions; pre-releases of one version are not told apart."""
        return self[:4]

    def part(self, index: int) -> int:
        """The number at ``index``, 0 if it was not written."""
        return self.numbers[index] if index < len(self.numbers) else 0

    @property
    def by_year(self) -> bool:
        """Whether the first number is a year in four digits."""
        return 1980 <= self.part(0) <= 2200


@cache
def read_version(text: str) -> Version | None:
    """The version that ``text`` spells, or None if it is none."""
    text = text.strip()
    if text[:1] in ("v", "V") and text[1:2].isdigit():
        text = text[1:]
    if not text.isascii():
        return None
    if text.replace(".", "").isdigit():
        parts = text.split(".")
        return _version(0, parts, True) if all(parts) else None
    if not text[:1].isdigit():
        return None
    pre = _PRE.fullmatch(text)
    if pre:
        return _version(0, pre[1].split("."), False)
    from packaging.version import InvalidVersion
    from packaging.version import Version as Reference

    try:
        known = Reference(text)
    except (InvalidVersion, ValueError):
        return None
    parts = [str(number) for number in known.release]
    post = -1 if known.post is None else known.post
    return _version(known.epoch, parts, not known.is_prerelease, post)


def _version(epoch: int, parts: list[str], final: bool, post: int = -1) -> Version | None:
    if any(len(part) > 18 for part in parts):  # a digest, or a time in nanoseconds
        return None
    numbers = [int(part) for part in parts]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return Version(epoch, tuple(numbers), final, post, len(parts))
