"""Puts the label below the headings of the pages that arrive: readers of any of them see it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.check.labels.shown_text import top_of_page
from coldframe.declare.label import banner, says_preview
from coldframe.resolve.adopting.layout import DOCS
from coldframe.resolve.plan import Change, Edit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coldframe.source.tree import Tree

# A line of punctuation below (and maybe above) a line of text.
_RST = re.compile(r"^(?:([^\w\s])\1*\n)?(?P<title>\S[^\n]*)\n([^\w\s])\3*(?:\n|\Z)", re.MULTILINE)
_MARKDOWN = re.compile(r"^(?:# [^\n]+|[^\n#>\-\s][^\n]*\n=+[ \t]*)(?:\n|\Z)", re.MULTILINE)


def labelled(tree: Tree, paths: Iterable[str], title: str, word: str) -> list[Edit]:
    """The edits that label the pages ``paths`` as being about the preview feature ``title``.

    A page that says so already, or that has no heading, stays as it is.
    """
    edits = []
    for path in paths:
        suffix = path[path.rfind(".") :]
        if suffix not in (".rst", ".md", ".mdx"):
            continue
        data = tree.read(path)
        after = _labelled(path, data, suffix, title, word)
        if after is not None:
            text = banner(title, word, suffix)
            line = _line(data, after)
            edits.append(Edit(path, data, after, DOCS, (Change(line, "", text, "label"),)))
    return edits


def _labelled(path: str, data: bytes, suffix: str, title: str, word: str) -> bytes | None:
    if says_preview(top_of_page(path, data), word):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    plain = text.replace("\r\n", "\n")
    at = _below_heading(plain, suffix)
    if at is None:
        return None
    head, tail = plain[:at].rstrip("\n"), plain[at:].lstrip("\n")
    new = f"{head}\n\n{banner(title, word, suffix)}" + (f"\n{tail}" if tail else "")
    return new.replace("\n", "\r\n").encode() if "\r\n" in text else new.encode()


def _below_heading(text: str, suffix: str) -> int | None:
    """Where the first heading ends."""
    if suffix == ".rst":
        for found in _RST.finditer(text):
            under = text[found.start("title") :].split("\n")[1]
            if len(under) >= min(3, len(found["title"])) and not found["title"].startswith(".."):
                return found.end()
        return None
    start = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    heading = _MARKDOWN.search(text, start.end() if start else 0)
    return heading.end() if heading and "```" not in text[: heading.start()] else None


def _line(before: bytes, after: bytes) -> int:
    """The first line that differs."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return 1 + next((n for n, (old, new) in enumerate(pairs) if old != new), before.count(b"\n"))
