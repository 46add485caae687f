"""Takes what is about something gone out of pages: list entries, directives, empty sections."""

from __future__ import annotations

import re
from collections.abc import Set
from posixpath import dirname
from typing import TYPE_CHECKING, NamedTuple

from coldframe.resolve.rewrite import page_regions
from coldframe.resolve.rewrite.page_links import written
from coldframe.resolve.rewrite.page_regions import regions

if TYPE_CHECKING:
    from coldframe.resolve.retiring.gone import Gone
    from coldframe.resolve.retiring.trimmed import Text
    from coldframe.source.tree import Tree

_DIRECTIVE = re.compile(
    r"^(\s*)(?:\.\.\s+)(?:py:)?(auto\w+|module|currentmodule|program-output|click|argparse)::\s+(\S.*)$"
)
_FENCED = re.compile(
    r"^(\s*)([`:]{3,})\{(?:py:)?(?:auto\w+|module|currentmodule|click)\}\s+(\S.*)$"
)
_MARKED = re.compile(r"^(\s*)(?::::\s+|\[\[autodoc\]\]\s+)(\S+)\s*$")
_UNDERLINE = re.compile(r"^([=\-~^\"'`#*+.:_<>!$%&(),/;?@\[\]{}|\\])\1{2,}\s*$")
_ATX = re.compile(r"^(#{1,6})\s+\S")
_LABEL = re.compile(r"^\s*(?:\.\. _([^:`]+):|\(([\w.-]+)\)=)\s*$")
_TO_LABEL = re.compile(r"(?::|\{)(?:ref|numref)(?::|\})`(?:[^`<]*<)?([^`<>]+)>?`")


def trim_page(draft: Text, gone: Gone, lines: Set[int]) -> None:
    """Mark what certainly is about nothing but what is gone.

    ``lines`` are the numbers, from 1, of the lines with a reference to it.
    """
    bare = [line.rstrip("\r\n") for line in draft.lines]
    _contents(draft, bare, gone)
    number = 0
    while number < len(bare):
        end = number + 1
        if number + 1 in lines and number not in draft.gone:
            end = _directive_end(bare, number, gone)
            if end > number:
                draft.gone.update(range(number, end))
            end = max(end, number + 1)
        number = end
    _empty_sections(draft, bare)


def _contents(draft: Text, bare: list[str], gone: Gone) -> None:
    """Entries of a toctree that are gone, and a toctree that has no other."""
    root = docs_root(draft.path, gone.tree)
    for region in regions(bare):
        if region.kind != page_regions.TOCTREE:
            continue
        inside = range(region.first - 1, min(region.last, len(bare)))
        entries = {
            number: bare[number][start:end]
            for number in inside
            for start, end, _ in written(bare[number], True)
        }
        dead = {n for n, text in entries.items() if gone.is_page(text, draft.path, root)}
        if not dead:
            continue
        draft.gone |= dead
        if dead == set(entries):
            draft.gone.update(n for n in inside if bare[n].strip())
            draft.gone.add(region.first - 2)
            closing = region.last
            if bare[region.first - 2].lstrip().startswith(("`", ":", "~")) and closing < len(bare):
                draft.gone.add(closing)


def _directive_end(bare: list[str], number: int, gone: Gone) -> int:
    """The index behind a directive that names only what is gone; ``number`` if there is none."""
    line = bare[number]
    found = _DIRECTIVE.match(line)
    if found is not None:
        return _block_end(bare, number, len(found[1]))
    fenced = _FENCED.match(line)
    if fenced is not None:
        at = number + 1
        while at < len(bare) and bare[at].strip() != fenced[2]:
            at += 1
        return min(at + 1, len(bare))
    marked = _MARKED.match(line)
    if marked is not None:
        return _block_end(bare, number, len(marked[1]))
    if line[:1] in (" ", "\t") and gone.is_module(line.strip().lstrip("~")):
        return number + 1  # an entry of an autosummary
    return number


def _block_end(bare: list[str], number: int, indent: int) -> int:
    """The index behind the last line that is indented more than ``indent``."""
    end = number + 1
    for at in range(number + 1, len(bare)):
        if bare[at].strip():
            if len(bare[at]) - len(bare[at].lstrip()) <= indent:
                break
            end = at + 1
    return end


class _Heading(NamedTuple):
    first: int
    last: int
    level: int


def _empty_sections(draft: Text, bare: list[str]) -> None:
    """Let headings go below which nothing is left; that of the page stays."""
    if not draft.gone:
        return
    headings = _headings(bare)
    for at in range(len(headings) - 1, 0, -1):
        heading = headings[at]
        after = (h.first for h in headings[at + 1 :] if h.level <= heading.level)
        end = next(after, len(bare))
        inside = [n for n in range(heading.last + 1, end) if bare[n].strip()]
        if end < len(bare) and inside and _LABEL.match(bare[inside[-1]]):
            inside.pop()  # the label of the next section
        if inside and all(n in draft.gone for n in inside):
            draft.gone.update(range(heading.first, heading.last + 1))
            above = heading.first - 1
            while above >= 0 and not bare[above].strip():
                above -= 1
            if above >= 0 and _LABEL.match(bare[above]):
                draft.gone.add(above)


def _headings(bare: list[str]) -> list[_Heading]:
    code = {
        n for r in regions(bare) if r.kind != page_regions.PROSE for n in range(r.first - 1, r.last)
    }
    found: list[_Heading] = []
    styles: list[str] = []
    for number, line in enumerate(bare):
        if number in code:
            continue
        atx = _ATX.match(line)
        if atx is not None:
            found.append(_Heading(number, number, len(atx[1])))
            continue
        mark = _UNDERLINE.match(line)
        above = bare[number - 1] if number else ""
        if mark is None or not above.strip() or _UNDERLINE.match(above) or above[:1] == " ":
            continue
        over = number > 1 and _UNDERLINE.match(bare[number - 2]) is not None
        style = mark[1] + ("=" if over else "")
        if style not in styles:
            styles.append(style)
        found.append(_Heading(number - (2 if over else 1), number, styles.index(style)))
    return found


def labels(text: str) -> set[str]:
    """The labels that a page defines."""
    found = (_LABEL.match(line) for line in text.splitlines())
    return {(match[1] or match[2]).lower() for match in found if match}


def labels_used(line: str) -> set[str]:
    """The labels to which a line of a page refers."""
    return {found[1].lower() for found in _TO_LABEL.finditer(line)}


def linked(line: str, page: str, gone: Gone, root: str) -> str:
    """The first page that is gone to which a line links, as it is written; or nothing."""
    for start, end, _ in written(line, False):
        if gone.is_page(line[start:end], page, root):
            return line[start:end]
    return ""


def docs_root(page: str, tree: Tree) -> str:
    """The folder of the ``conf.py`` that ``page`` is built by; the root if there is none."""
    folder = dirname(page)
    while folder and not tree.exists(f"{folder}/conf.py"):
        folder = dirname(folder)
    return folder
