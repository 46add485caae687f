"""What a release note says, and which of a host's own headings it goes under."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

FEATURE, DEPRECATION, REMOVAL, UPGRADE = KINDS = ("feature", "deprecation", "removal", "upgrade")

# Beginnings of the words that headings of such notes consist of, the best first.
_OWN = {
    FEATURE: ("feat", "add", "new", "enhance"),
    DEPRECATION: ("deprecat",),
    REMOVAL: ("remov", "breaking", "backward", "incompat"),
    UPGRADE: ("upgrad", "breaking", "backward", "incompat", "chang"),
}
_ELSE = {
    FEATURE: ("improve", "chang", "upgrad", "other", "misc"),
    DEPRECATION: ("upgrad", "remov", "breaking", "chang", "other", "misc"),
    REMOVAL: ("upgrad", "deprecat", "chang", "other", "misc"),
    UPGRADE: ("remov", "other", "misc"),
}


class Note(NamedTuple):
    """A release note: ``slug`` tells it from others, ``kind`` is one of ``KINDS``.

    ``text`` is prose, its paragraphs parted by blank lines; code in it stands between double
    backticks, which become single ones in Markdown.
    """

    slug: str
    kind: str
    text: str


def heading_for(kind: str, names: Iterable[str], *, only_own: bool = False) -> str:
    """The name that suits a note of ``kind`` best, or ``""``.

    With ``only_own`` a name that merely would do, such as ``Other``, does not count.
    """
    names = list(names)
    for stem in (*_OWN[kind], *(() if only_own else _ELSE[kind])):
        for name in names:
            if re.search(rf"(?:^|[^a-z]){stem}", name.lower()):
                return name
    return ""
