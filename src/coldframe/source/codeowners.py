"""Who owns a path, as ``CODEOWNERS`` says it.

GitHub: https://docs.github.com/repositories (about code owners); the last line that matches
wins, and a line without owners says that nobody owns it.
GitLab: https://docs.gitlab.com/user/project/codeowners/reference/; ``[Section]`` lines begin
parts of their own, in each of which the last match wins; a section may have default owners.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.source.tree import Tree

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
_SECTION = re.compile(r"\^?\[([^\]]+)\](?:\[\d+\])?\s*(.*)")


class Line(NamedTuple):
    """One line: which paths, in which section, and whose."""

    paths: re.Pattern[str]
    section: str
    owners: tuple[str, ...]


def owners(tree: Tree, path: str) -> tuple[str, ...]:
    """The owners of the file ``path``, as they are written; none if nobody says so.

    The first file of ``PLACES`` that exists counts, in the order in which GitHub looks.
    """
    place = next((place for place in PLACES if tree.exists(place)), "")
    if not place:
        return ()
    found: dict[str, tuple[str, ...]] = {}
    for line in read_codeowners(tree.read(place), place.startswith(".gitlab/")):
        if line.paths.fullmatch(path):
            found[line.section] = line.owners
    return tuple(dict.fromkeys(owner for names in found.values() for owner in names))


@lru_cache(maxsize=4)
def read_codeowners(data: bytes, gitlab: bool = False) -> tuple[Line, ...]:
    """The lines of a ``CODEOWNERS`` file, in order.

    Sections tell that it is GitLab's, wherever the file is.
    """
    texts = [text.strip() for text in data.decode("utf-8-sig", "replace").splitlines()]
    gitlab = gitlab or any(_SECTION.fullmatch(text) for text in texts)
    lines = []
    section = ""
    default: tuple[str, ...] = ()
    for text in texts:
        if not text or text.startswith("#"):
            continue
        heading = _SECTION.fullmatch(text) if gitlab else None
        if heading:
            # Sections of one name, in any case, are one.
            section, default = heading[1].strip().lower(), _names(heading[2])
            continue
        pattern, rest = _split(text)
        lines.append(Line(_expression(pattern, gitlab), section, _names(rest) or default))
    return tuple(lines)


def _split(text: str) -> tuple[str, str]:
    """The pattern and the rest; blanks in a pattern are escaped by a backslash."""
    match = re.match(r"((?:\\.|[^\s\\])+)\s*(.*)", text)
    if match is None:
        return text, ""
    return re.sub(r"\\(.)", r"\1", match[1]), match[2]


def _names(text: str) -> tuple[str, ...]:
    return tuple(re.sub(r"(^|\s)#.*", "", text).split())


def _expression(pattern: str, gitlab: bool) -> re.Pattern[str]:
    """What ``pattern`` matches: files, and all that is below a folder it names."""
    anchored = pattern.startswith("/") or (not gitlab and "/" in pattern.rstrip("/"))
    body = pattern.strip("/")
    out, at = "" if anchored else "(?:.*/)?", 0
    while at < len(body):
        if body.startswith("**/", at):
            out, at = out + "(?:.*/)?", at + 3
        elif body.startswith("**", at):
            out, at = out + ".*", at + 2
        elif body[at] == "*":
            out, at = out + "[^/]*", at + 1
        elif body[at] == "?":
            out, at = out + "[^/]", at + 1
        else:
            out, at = out + re.escape(body[at]), at + 1
    if pattern.endswith("/"):
        out += "/.*" if body else ".*"
    elif body.rpartition("/")[2] != "*":  # "docs/*" are the files of docs, and no deeper ones
        out += "(?:/.*)?"
    return re.compile(out, re.DOTALL)
