"""What may name a moved module in a way that only a person can judge."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.draft import Draft

_BYTES = re.compile(r"""(?<!\w)(?:[bB][rR]?|[rR][bB])(?:"[^"\n]*"|'[^'\n]*')""")


def leave_split(draft: Draft, start: int, end: int) -> None:
    """An import in two pieces where no code stands: in a comment, in prose, in other text."""
    moved = draft.moved
    for found in moved.split_pattern.finditer(draft.text, start, end):
        if not draft.is_settled(*found.span()):
            words = re.findall(r"[\w.]+", found.group())
            name = f"{words[1]}.{words[-1]}"
            draft.leave(found.start(), f"{name} is {moved.renames.modules[name]} now")


def leave_pieces(draft: Draft) -> None:
    """Names and paths in Python that are written part by part, or as bytes."""
    moved, text = draft.moved, draft.text
    if any(f"{quote}{word}{quote}" in text for word in moved.words for quote in "\"'"):
        for found in moved.pieces_pattern.finditer(text):
            if not draft.is_settled(*found.span()):
                draft.leave(found.start(), "may be the parts of a name or a path that has moved")
    if not any(mark in text for mark in ("b'", 'b"', "B'", 'B"', "r'", 'r"')):
        return
    for found in _BYTES.finditer(text):
        written = found.group()
        if moved.name_pattern.search(written) or any(p in written for p in moved.path_tops):
            draft.leave(found.start(), "bytes that name what has moved")
