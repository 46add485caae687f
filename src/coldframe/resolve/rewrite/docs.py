"""Pages: directives, roles, links, examples, and names and paths in literal markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.resolve.rewrite import page_regions
from coldframe.resolve.rewrite.configuration import is_url, leave_name
from coldframe.resolve.rewrite.loose_ends import leave_split
from coldframe.resolve.rewrite.page_code import rewrite_example
from coldframe.resolve.rewrite.page_links import links
from coldframe.resolve.rewrite.page_regions import LITERAL, PROSE, PYTHON, regions
from coldframe.resolve.rewrite.path_tokens import paths_in
from coldframe.source.references.docs import docs_lines
from coldframe.source.references.places import Places

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.draft import Draft
    from coldframe.resolve.rewrite.moved import Named
    from coldframe.source.references.reference import Reference

_LITERAL = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
# A field that takes a type, or one that is followed by it, up to the name.
_TYPE_FIELD = re.compile(
    r"^\s*:(?:(?:rtype|(?:type|vartype)\s+[\w*]+):.*"
    r"|(?:param|parameter|arg|argument|key|keyword|raises?|except|exception)\s+)$"
)
_LABEL = re.compile(r"^\s*(?:\.\. _`?[\w.-]+`?:|\([\w.-]+\)=\s*$)")
_TO_LABEL = re.compile(r"(?::|\{)(?:ref|numref|term|option|envvar|eq|keyword)(?::|\})`[^`]*$")


def rewrite_docs(draft: Draft) -> None:
    """Rewrite a page."""
    rewrite_page_lines(draft, draft.lines, draft.starts)


def rewrite_page_lines(draft: Draft, lines: list[str], starts: list[int]) -> None:
    """Rewrite ``lines``, each of which begins at the place in the draft that ``starts`` tells."""
    kinds = dict[int, str]()
    exact = set[int]()  # lines of examples that have been rewritten as a file is
    for region in regions(lines):
        numbers = range(region.first, region.last + 1)
        kinds.update(dict.fromkeys(numbers, region.kind))
        if region.kind in (PYTHON, LITERAL) and rewrite_example(draft, lines, starts, region):
            exact.update(numbers)
    found = Places(draft.path, lines)
    docs_lines(lines, draft.moved, found)
    by_line: dict[int, list[Reference]] = {}
    for one in found.references():
        if one.line not in exact:
            by_line.setdefault(one.line, []).append(one)
    has_moved = draft.moved.old_path(draft.path) != draft.path
    for number, line in enumerate(lines, 1):
        kind = kinds.get(number, PROSE)
        start = starts[number - 1]
        # Only from within the moved folders can they be reached without their names.
        if not has_moved and not any(word in line for word in draft.moved.words):
            for one in by_line.get(number, ()):
                _reference(draft, line, start, one)
            continue
        if kind in (PROSE, page_regions.TOCTREE):
            contents = kind == page_regions.TOCTREE
            for link in links(line, draft.path, draft.moved, contents=contents):
                if link.new:
                    draft.replace(start + link.start, start + link.end, link.new, "link")
                else:
                    why = "the page has moved, and what this leads to is not in the tree"
                    draft.leave(start + link.start, why)
        for one in by_line.get(number, ()):
            _reference(draft, line, start, one)
        _names(draft, line, start, kind)
        leave_split(draft, start, start + len(line))
        _paths(draft, line, start)


def _reference(draft: Draft, line: str, start: int, one: Reference) -> None:
    """What the finder of references is certain of."""
    moved = draft.moved
    at = one.column - 1
    new = moved.renames.renamed(one.target)
    named = moved.named(line, at)
    if named is not None:
        placed = named._replace(start=start + named.start, end=start + named.end)
        if not named.known:
            leave_name(draft, placed, "has nothing of that name")
        elif new and new == _spelled(named, one.target):
            draft.rename(placed, "docs")
        else:
            draft.leave(start + at, f"{one.target} is {new} now")
        return
    word = re.compile(r"[\w.]+").match(line, at)
    if word is None or not new or new == one.target:
        return
    written = word.group()
    if one.target.endswith("." + written):  # written from the current module
        parent = one.target[: -len(written) - 1]
        if moved.renames.renamed(parent) + "." + written == new:
            return  # the current module is renamed, and that is enough
        text = new.removeprefix(parent + ".")
        draft.replace(start + at, start + word.end(), text, "docs")
    else:
        draft.leave(start + at, f"{one.target} is {new} now")


def _spelled(named: Named, target: str) -> str:
    """What ``target`` becomes if only the moved module at its beginning gets its new name."""
    return named.new + target[len(named.module) :]


def _names(draft: Draft, line: str, start: int, kind: str) -> None:
    """The names that no directive, role or example claims."""
    literals = [found.span(2) for found in _LITERAL.finditer(line)]
    for match in draft.moved.name_pattern.finditer(line):
        named = draft.moved.named(line, match.start())
        if named is None or line[match.end() : match.end() + 1] in ("/", "-", "@"):
            continue
        if draft.is_settled(start + named.start, start + named.end):
            continue
        if is_url(line, match.start()) or _LABEL.match(line):
            continue
        if _TO_LABEL.search(line[: match.start()]):
            continue
        placed = named._replace(start=start + named.start, end=start + named.end)
        before = line[: match.start()]
        if before.endswith(("/", "#", "=")) and kind == PROSE:
            if before.endswith("#"):
                leave_name(draft, placed, "stands in an anchor")
            continue
        span = next((s for s in literals if s[0] <= match.start() and match.end() <= s[1]), None)
        if "." not in named.module and not named.rest:
            if span is not None and line[span[0] : span[1]].strip() == named.module:
                leave_name(draft, placed, "may be a module, or something else that is called so")
        elif not named.known:
            leave_name(draft, placed, "has nothing of that name")
        elif span is not None or kind != PROSE or _TYPE_FIELD.match(before):
            draft.rename(placed, "literal")
        else:
            leave_name(draft, placed, "is prose")


def _paths(draft: Draft, line: str, start: int) -> None:
    for written in paths_in(line, draft.path, draft.moved):
        begin, end = start + written.start, start + written.end
        if not written.plain or draft.is_settled(begin, end):
            continue
        if written.new:
            draft.replace(begin, end, written.new, "path")
        else:
            draft.leave(begin, written.why)
