"""The unreleased section of a change log that is one page."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from coldframe.resolve.noting.headings import headings
from coldframe.resolve.noting.note import DEPRECATION, FEATURE, REMOVAL, heading_for
from coldframe.resolve.noting.prose import WIDTH, item

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coldframe.resolve.noting.headings import Heading
    from coldframe.resolve.noting.note import Note
    from coldframe.source.tree import Tree

_PAGE = re.compile(
    r"(?:docs?/(?:source/)?)?(?:changes|changelog|history|news|releases|release[-_]?notes)"
    r"(?:\.(?:md|markdown|rst|txt))?",
    re.IGNORECASE,
)
_UNRELEASED = re.compile(
    r"\bunreleased\b|\bnot (?:yet )?released\b|\b(?:next|upcoming) (?:release|version)\b"
    r"|\b(?:in|under) development\b",
    re.IGNORECASE,
)
# https://keepachangelog.com/en/1.1.0/, in its order.
_KEPT = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
_BULLET = re.compile(r"( *)([-*+])( +)(?=\S)")
# What may stand below the last item without belonging to it.
_TAIL = re.compile(r"\s*|\[[^\]]+\]:\s.*|\.\. .*|<!--.*-->\s*|-{3,}\s*|\*{3,}\s*|_{3,}\s*")
_LONG = 100  # nobody who writes longer lines wraps them


def changelog_note(tree: Tree, note: Note, pages: Iterable[str] = ()) -> tuple[str, bytes] | None:
    """Path and new content of the change log; None if none has an unreleased section.

    ``pages`` are the pages that may be one; the usual ones if none is given.
    """
    found = list(pages) or [path for path in tree.paths() if _PAGE.fullmatch(path)]
    for path in sorted(found, key=lambda path: (path.count("/"), path)):
        before = tree.read(path)
        after = with_item(before, note, markdown=_is_markdown(path, before))
        if after is not None:
            return path, after
    return None


def with_item(data: bytes, note: Note, *, markdown: bool) -> bytes | None:
    """``data`` with ``note`` in its unreleased section, the rest byte for byte as it is.

    The note goes below the heading of its kind, which comes into being where the page has
    such headings; None without an unreleased section.
    """
    text = data.decode("utf-8", "surrogateescape")
    newline = "\r\n" if "\r\n" in text else "\n"
    kept = text.removesuffix("\n").split("\n") if text else []
    page = _Page([line.removesuffix("\r") for line in kept], markdown)
    section = next((one for one in page.headings if _UNRELEASED.search(one.text)), None)
    if section is None:
        return None
    if page.says(section, note):
        return data
    at, lines = page.addition(section, note)
    if at == len(kept) and not text.endswith("\n"):
        return (text + "".join(newline + line for line in lines)).encode("utf-8", "surrogateescape")
    before = sum(len(line) + 1 for line in kept[:at])
    added = "".join(line + newline for line in lines)
    return (text[:before] + added + text[before:]).encode("utf-8", "surrogateescape")


class _Bullets(NamedTuple):
    """How the items of a list are written."""

    mark: str
    apart: bool  # blank lines are between them


class _Page:
    def __init__(self, lines: list[str], markdown: bool) -> None:
        self.lines = lines
        self.markdown = markdown
        self.headings = headings(lines, markdown=markdown)

    def addition(self, section: Heading, note: Note) -> tuple[int, list[str]]:
        """Before which line to add which lines."""
        inner = self._inner(section)
        own = heading_for(note.kind, (one.text for one in inner), only_own=True)
        names = [one.text for one in self._all_inner(section)]
        wanted = own or self._missing(note.kind, names, inner)
        there = next((one for one in inner if one.text == wanted), None)
        if there is not None:
            return self._below(there, note)
        if not wanted:
            return self._below(section, note)
        return self._new_heading(section, inner, wanted, note)

    def says(self, section: Heading, note: Note) -> bool:
        """Whether the section has an item of this text already."""
        lines = self._item(note, self._bullets(section.end, self._end(section)))
        words = " ".join(lines).split()[1:]
        there = " ".join(self.lines[section.end : self._end(section)]).split()
        return any(
            there[at : at + len(words)] == words
            for at, word in enumerate(there)
            if word == words[0]
        )

    def _missing(self, kind: str, names: list[str], inner: list[Heading]) -> str:
        """The heading to add; one of this section that would do; ``""``: there are none."""
        kept = {FEATURE: "Added", DEPRECATION: "Deprecated", REMOVAL: "Removed"}
        known = {name.lower() for name in names}
        if known & {name.lower() for name in _KEPT} or (not names and self._promises_headings()):
            return kept.get(kind, "Changed")
        found = heading_for(kind, names, only_own=True)
        return found or heading_for(kind, (one.text for one in inner)) or heading_for(kind, names)

    def _promises_headings(self) -> bool:
        return any("keepachangelog.com" in line for line in self.lines)

    def _end(self, heading: Heading) -> int:
        """The first line behind what stands below ``heading``, and its sub-headings."""
        later = (one for one in self.headings if one.start > heading.start)
        return next((one.start for one in later if one.level <= heading.level), len(self.lines))

    def _inner(self, section: Heading) -> list[Heading]:
        """The sub-headings of a section, without what is below them."""
        end = self._end(section)
        found = [one for one in self.headings if section.start < one.start < end]
        level = min((one.level for one in found), default=0)
        return [one for one in found if one.level == level]

    def _all_inner(self, section: Heading) -> list[Heading]:
        same = [one for one in self.headings if one.level == section.level]
        return [one for each in same for one in self._inner(each)]

    def _last(self, start: int, end: int) -> int:
        """The line behind the last that says something, from ``start`` on."""
        while end > start and _TAIL.fullmatch(self.lines[end - 1]):
            end -= 1
        return end

    def _below(self, heading: Heading, note: Note) -> tuple[int, list[str]]:
        """Add an item at the end of what stands directly below ``heading``."""
        later = (one.start for one in self.headings if one.start > heading.start)
        at = self._last(heading.end, next(later, len(self.lines)))
        bullets = self._bullets(heading.end, at)
        lines = self._item(note, bullets)
        if at > heading.end:
            is_list = any(_BULLET.match(line) for line in self.lines[heading.end : at])
            return at, lines if is_list and not bullets.apart else ["", *lines]
        if self._is_spaced(heading):
            if self._is_blank(at):
                at += 1
            else:
                lines = ["", *lines]
        return at, lines if at == len(self.lines) or self._is_blank(at) else [*lines, ""]

    def _is_blank(self, number: int) -> bool:
        return number < len(self.lines) and not self.lines[number].strip()

    def _new_heading(
        self, section: Heading, inner: list[Heading], name: str, note: Note
    ) -> tuple[int, list[str]]:
        """Add a heading with one item, in the usual order if the page keeps that."""
        models = self._all_inner(section)
        model = models[0] if models else None
        lines = [*self._heading(section, model, name)]
        if model is None or self._is_spaced(model):
            lines.append("")
        lines += self._item(note, self._bullets(0, len(self.lines)))
        order = [kept.lower() for kept in _KEPT]
        if name.lower() in order:
            for one in inner:
                known = one.text.lower()
                if known in order and order.index(known) > order.index(name.lower()):
                    tight = one.start > section.end and not self._is_blank(one.start - 1)
                    return one.start, lines if tight else [*lines, ""]
        at = self._last(section.end, self._end(section))
        return at, ["", *lines]

    def _heading(self, section: Heading, model: Heading | None, name: str) -> list[str]:
        style = model.style if model else ""
        if style == "**":
            return [f"**{name}**"]
        if style.startswith("#") and self.markdown:
            return [f"{style} {name}"]
        if style:
            rule = style[0] * len(name)
            return [rule, name, rule] if len(style) > 1 else [name, rule]
        if self.markdown:
            return [f"{'#' * (section.level + 1)} {name}"]
        used = {one.style for one in self.headings}
        mark = next(mark for mark in "-~^\"'+" if mark not in used)
        return [name, mark * len(name)]

    def _is_spaced(self, heading: Heading) -> bool:
        """Whether headings like this one have a blank line below them."""
        alike = [one for one in self.headings if one.style == heading.style]
        for one in alike:
            following = self.lines[one.end : one.end + 2]
            if len(following) == 2 and any(line.strip() for line in following):
                return not following[0].strip()
        return True

    def _bullets(self, start: int, end: int) -> _Bullets:
        """How items are written in these lines, or else on the page."""
        for first, behind in ((start, end), (0, len(self.lines))):
            places = [
                (number, match)
                for number in range(first, behind)
                if (match := _BULLET.match(self.lines[number]))
            ]
            if places:
                indent = min(len(match[1]) for _, match in places)
                top = [(number, match) for number, match in places if len(match[1]) == indent]
                mark = top[-1][1][0]
                pairs = [
                    not self.lines[number - 1].strip()
                    for (above, _), (number, _) in pairwise(top)
                    if not any(one.start in range(above, number) for one in self.headings)
                ]
                return _Bullets(mark, bool(pairs) and all(pairs))
        return _Bullets("- " if self.markdown else "* ", False)

    def _item(self, note: Note, bullets: _Bullets) -> list[str]:
        long = any(len(line) > _LONG and _BULLET.match(line) for line in self.lines)
        return item(note.text, bullets.mark, 0 if long else WIDTH, markdown=self.markdown)


def _is_markdown(path: str, data: bytes) -> bool:
    if path.lower().endswith((".md", ".markdown")):
        return True
    if path.lower().endswith(".rst"):
        return False
    return re.search(rb"^#{1,3} \S", data, re.MULTILINE) is not None
