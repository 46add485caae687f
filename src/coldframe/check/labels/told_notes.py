"""What a release note says, item by item."""

from __future__ import annotations

import re

from coldframe.declare.label import says_preview
from coldframe.regex import regex

_ITEM = regex(r"^[ \t]*- ", re.MULTILINE)


def told_items(path: str, text: str, speaks: re.Pattern[str], label: str) -> int:
    """The line of the first item that speaks of the feature; 0 when one says the label.

    The items of reno's YAML are its list entries; a fragment is one item.
    """
    starts = [0]
    if path.endswith((".yaml", ".yml")):
        text = _without_comments(text)
        starts += [match.start() for match in _ITEM.finditer(text)]
    first = 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        item = text[start:end]
        spoken = speaks.search(item)
        if spoken is None:
            continue
        if says_preview(item, label):
            return 0
        first = first or text.count("\n", 0, start + spoken.start()) + 1
    return first


def _without_comments(text: str) -> str:
    """``text`` with the comment lines of YAML emptied; every character keeps its place."""
    return re.sub(r"^[ \t]*#.*$", lambda m: " " * len(m[0]), text, flags=re.MULTILINE)
