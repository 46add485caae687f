"""What pages say of other files: included ones, pages in a list of contents, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, normpath
from typing import TYPE_CHECKING, NamedTuple

from coldframe.resolve.rewrite.moved import relative

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.moved import Moved

_FILES = r"(?:include|literalinclude|image|figure|csv-table|graphviz|uml|mermaid|openapi|download)"
_PATTERNS = (
    (re.compile(rf"^\s*(?:>\s*)?\.\.\s+(?:\|[^|]+\|\s+)?{_FILES}::\s+(\S+)"), True),
    (re.compile(rf"^\s*[`:~]{{3,}}\{{{_FILES}\}}\s+(\S+)"), True),
    (re.compile(r"^\s+:(?:file|diff|target):\s+(\S+)\s*$"), False),
    (re.compile(r"(?::|\{)(?:doc|download|doc:class)(?::|\})`(?:[^`<]*<)?([^`<>]+)>?`"), True),
    (re.compile(r"\]\(<?([^()<>\s]+?)>?(?:\s+[\"'][^\"']*[\"'])?\)"), False),
    (re.compile(r"^\s{0,3}\[[^\]]+\]:\s+<?([^<>\s]+)>?"), False),
    (re.compile(r"^\s*\.\. _[^:]+:\s+([^\s`]+)\s*$"), False),
    (re.compile(r"`[^`<]*<([^<>`\s]+)>`_"), False),
    (re.compile(r"<(?:img|a|source)\s[^>]*?(?:src|href)=[\"']([^\"']+)[\"']"), False),
)
_ENTRY = re.compile(r"^\s*(?:[^<>]*<)?([^<>\s:][^<>]*?)>?\s*$")
SUFFIXES = ("", ".rst", ".md", ".mdx", ".ipynb", ".txt", "/index.rst", "/index.md")


class Link(NamedTuple):
    """A path in a page; ``new`` is what it becomes, or ``""`` if what it names is not there.

    ``required`` links break the page if they lead nowhere.
    """

    start: int
    end: int
    new: str
    required: bool


def links(line: str, page: str, moved: Moved, *, contents: bool = False) -> Iterator[Link]:
    """The links in a line of ``page`` that a move changes; ``contents`` for a toctree's line."""
    for start, end, required in written(line, contents):
        text = line[start:end]
        if "://" in text or text.startswith(("#", "mailto:", "self", ":")):
            continue
        path, mark, anchor = text.partition("#")
        new = _new(path, page, moved)
        if new is None:
            # A page that has not moved leads nowhere as it did before.
            if required and page in moved.old_paths and not path.startswith("/"):
                yield Link(start, end, "", required)
        elif new != path:
            yield Link(start, end, new + mark + anchor, required)


def written(line: str, contents: bool) -> Iterator[tuple[int, int, bool]]:
    """Where ``line`` names files, and whether the page breaks if one is not there."""
    if contents:
        found = _ENTRY.match(line)
        if found is not None and not line.lstrip().startswith(":"):
            yield found.start(1), found.end(1), True
        return
    for pattern, required in _PATTERNS:
        for found in pattern.finditer(line):
            yield found.start(1), found.end(1), required


def _new(written: str, page: str, moved: Moved) -> str | None:
    """How ``page`` must write the path now; None if that leads nowhere."""
    if not written or any(mark in written for mark in "$%{}|\\"):
        return written
    if "*" in written:
        folder, slash, pattern = written.rpartition("/")
        if "*" in folder:
            return written
        new = _new(folder, page, moved) if folder else "."
        return None if new is None else f"{new}{slash}{pattern}"
    old_page = moved.old_path(page)
    rooted = written.startswith("/")
    if rooted:
        old_root, root = _docs_root(old_page, moved), _docs_root(page, moved)
        if old_root is None or root is None:
            return written
        target = f"{old_root}{written}".lstrip("/")
    else:
        target = normpath(f"{dirname(old_page)}/{written}").lstrip("/")
        root = dirname(page)
    for new, suffix in _places(target, page, moved):
        if new == target + suffix and page == old_page:
            return written
        text = relative(new.removesuffix(suffix) if suffix else new, root)
        if rooted:
            return written if text.startswith("..") else f"/{text}"
        if written.startswith("./") and not text.startswith("."):
            text = f"./{text}"
        return text + ("/" if written.endswith("/") else "")
    return None


def _places(target: str, page: str, moved: Moved) -> Iterator[tuple[str, str]]:
    """Where what ``page`` calls ``target`` is now, with the suffix that it leaves out."""
    for suffix in SUFFIXES:
        new = moved.moved_path(target + suffix, page)
        if new is not None:
            yield new, suffix
    for suffix in SUFFIXES:
        if moved.tree.exists(target + suffix):
            yield target + suffix, suffix
    if moved.tree.under(target):
        yield target, ""


def _docs_root(page: str, moved: Moved) -> str | None:
    """The folder of the ``conf.py`` that ``page`` is built by; None if there is none."""
    folder = dirname(page)
    while True:
        place = f"{folder}/conf.py" if folder else "conf.py"
        if moved.tree.exists(place) or place in moved.new_paths:  # before or after
            return folder
        if not folder:
            return None
        folder = dirname(folder)
