"""Lists of files: owners, manifests, packaging of distributions, attributes, ignore files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.resolve.rewrite.configuration import is_url, leave_name
from coldframe.resolve.rewrite.path_tokens import moved_prefix, paths_in

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.draft import Draft

_NAMES = frozenset(
    ("codeowners", "manifest.in", ".gitattributes", ".gitignore", ".dockerignore", ".mailmap",
     ".hgignore", "files", "sources.txt")
)  # fmt: skip
_SUFFIXES = ("install", "filters", "files", "docs", "examples", "dirs", "spec", "list")


def is_listing(path: str) -> bool:
    """Whether the lines of that file are paths from the root of the project."""
    name = path.rsplit("/", 1)[-1].lower()
    return name in _NAMES or ("." in name and name.rpartition(".")[2] in _SUFFIXES)


def rewrite_listing(draft: Draft) -> None:
    """Rewrite paths, and leave names of modules to a person."""
    rooted = is_listing(draft.path)
    for number, line in enumerate(draft.lines):
        start = draft.starts[number]
        comment = line.lstrip()[:1] == "#"
        first = len(line) - len(line.lstrip())
        for written in paths_in(line, draft.path, draft.moved):
            new = written.new
            at_start = line[first : written.start] in ("", "/", "!", "!/", "./")
            if not new and rooted and at_start and not comment:
                new = _rooted(line[written.start : written.end], draft)
            if new and (written.plain or (rooted and not comment)):
                draft.replace(start + written.start, start + written.end, new, "path")
            elif written.plain:
                draft.leave(start + written.start, written.why or "a path in other text")
        for match in draft.moved.name_pattern.finditer(line):
            named = draft.moved.named(draft.text, start + match.start())
            after = line[match.end() : match.end() + 1]
            if named is None or after in ("/", "-", "@") or is_url(line, match.start()):
                continue
            if named.known and not comment and _is_field(line, match.start(), match.end()):
                draft.rename(named, "field")
            else:
                leave_name(draft, named, "is prose" if comment else "stands in other text")


def _is_field(line: str, start: int, end: int) -> bool:
    """Whether the name is one of several values with commas between, as in rootwrap's filters."""
    before, after = line[:start].rstrip(), line[end:].lstrip()
    return "." in line[start:end] and before.endswith(",") and after[:1] in ("", ",")


def _rooted(written: str, draft: Draft) -> str:
    """``written`` behind the slash that stands for the project's root."""
    found = moved_prefix(written, draft.path, draft.moved)
    return found.new if found else ""
