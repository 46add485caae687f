"""Puts a change into a text that has changed in other places since."""

from __future__ import annotations

import os
import re
from tempfile import TemporaryDirectory

from coldframe.source.git import GitError, git

_END = b"\x1e"  # stands for the end of a line while each word has one of its own
_WORDS = re.compile(rb"\w+|[^\w\n]|\n")


def merged_text(now: bytes, before: bytes, after: bytes) -> bytes | None:
    """``now`` with what has to change for ``before`` to become ``after``, line by line.

    None if ``now`` differs from ``before`` in the same lines, or beside them.
    """
    if now in (before, after) or before == after:
        return after if now == before else now
    return None if b"\0" in now + before + after else _merged(now, before, after)


def merged_words(now: bytes, before: bytes, after: bytes) -> bytes | None:
    """The same word by word: None only if ``now`` differs in the same words."""
    if b"\0" in now + before + after or _END in now + before + after:
        return None
    merged = _merged(*(_word_lines(text) for text in (now, before, after)))
    return None if merged is None else merged.replace(b"\n", b"").replace(_END, b"\n")


def _word_lines(text: bytes) -> bytes:
    words = (_END if word == b"\n" else word for word in _WORDS.findall(text))
    return b"".join(word + b"\n" for word in words)


def _merged(now: bytes, before: bytes, after: bytes) -> bytes | None:
    with TemporaryDirectory(prefix="coldframe-merge-") as folder:
        names = []
        for name, data in (("now", now), ("before", before), ("after", after)):
            names.append(os.path.join(folder, name))
            with open(names[-1], "wb") as file:
                file.write(data)
        try:
            return git(folder, "merge-file", "--stdout", "--quiet", *names)
        except GitError:  # its exit status is the number of conflicts
            return None
