"""Takes away, on promotion, the labels that the rules of the preview stage asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.check.labels.shown_text import PAGES as SHOWN
from coldframe.resolve.plan import Change, Edit, Left
from coldframe.resolve.planned_tree import PlannedTree
from coldframe.resolve.promoting.unlabelling.wording import Cut, Wording

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.promoting.unlabelling.page import Heading
    from coldframe.source.tree import Tree

REASON = "Labels"
_PAGES = (".rst", ".md", ".mdx", ".txt", ".markdown")
_WHY = "seems to say that it is a preview: say what holds now"
# What ``coldframe new`` has written in the first test of the feature.
_FIRST_TEST = (
    (r'assert "{word}" in \((?P<doc>[\w.]+\.__doc__) or ""\)', r"assert \g<doc>"),
    (r'self\.assertIn\("{word}", (?P<doc>[\w.]+\.__doc__)\)', r"self.assertTrue(\g<doc>)"),
    (r'\A"""Tests of the {word} feature ', '"""Tests of the feature '),
)


def unlabel(tree: Tree, host: Host, feature: Feature) -> tuple[list[Edit], list[Left]]:
    """The edits that take the label of ``feature`` away in ``tree``, and what is left to people.

    ``host`` is the host as it is, ``tree`` the same or what a plan makes of it; paths are those
    of ``tree``.  Options, commands, docstrings, pages, headings and the first test lose their
    marks; names, addresses and release notes keep every byte.
    """
    declaration = feature.declaration
    title = declaration.title if declaration else ""
    wording = Wording(host.settings.label, tuple(filter(None, (title, _name(feature)))))
    work = _Unlabelling(tree, host, feature, wording)
    for path in tree.paths():
        work.look_at(path)
    work.note_repeated()
    return work.edits, sorted(work.left)


def _name(feature: Feature) -> str:
    return feature.name.replace("_", " ").capitalize()


class _Unlabelling:
    def __init__(self, tree: Tree, host: Host, feature: Feature, wording: Wording) -> None:
        self.tree = tree
        self.host = host
        self.feature = feature
        self.wording = wording
        self.origin = tree.origin if isinstance(tree, PlannedTree) else lambda path: path
        self.edits: list[Edit] = []
        self.left: list[Left] = []
        self.helps: list[tuple[str, str]] = []  # where a help text was, and how it began
        self.headings: list[tuple[str, Heading]] = []

    def look_at(self, path: str) -> None:
        """Edit the file if it is the feature's, or speaks of it."""
        old = self.origin(path)
        places, feature = self.host.places, self.feature
        if places.is_release_note(old) or old == feature.declaration_path:
            return
        if path.endswith(".py"):
            if places.is_test(old):
                if places.is_test_of(old, feature):
                    self._test(path)
            elif feature.owns(old):
                self._code(path)
        elif path.endswith(_PAGES):
            if places.is_docs_of(old, feature):
                self._page(path, self._is_shared(old))
            elif places.is_docs(old):
                self._other_page(path)
        elif path.endswith(SHOWN) and places.is_docs_of(old, feature):
            text = self._text(path)
            self._mentions(path, text or "", [])

    def note_repeated(self) -> None:
        """List where configuration samples, catalogues and pages repeat what has changed."""
        for path, text in self.helps:
            for hit in self.tree.search([text]):
                if hit != path and not self._edited(hit) and not hit.endswith(".py"):
                    self._leave(hit, text, f"repeats a help text of {path}, which has changed")
        for path, heading in self.headings:
            slug = re.sub(r"[^\w -]", "", heading.before.lower()).replace(" ", "-")
            for needle in (f"#{slug}", f"`{heading.before}`_"):
                for hit in self.tree.search([needle]):
                    edit = next((edit for edit in self.edits if edit.path == hit), None)
                    if edit is not None and needle.encode() not in (edit.after or b""):
                        continue
                    self._leave(hit, needle, f"leads to a heading of {path}, which has changed")

    # ------------------------------------------------------------------ inside

    def _text(self, path: str) -> str | None:
        """The text of the file, if the label can be in it."""
        try:
            text = self.tree.read(path).decode("utf-8")
        except UnicodeDecodeError:
            text = self.tree.read(path).decode("latin-1")
            self._mentions(path, text, [])
            return None
        return text if self.wording.may_say(text) else None

    def _code(self, path: str) -> None:
        from coldframe.resolve.promoting.unlabelling.code import unlabelled_code

        text = self._text(path)
        if text is None:
            return
        bom = len(text) - len(text.removeprefix("\ufeff"))
        try:
            cuts = unlabelled_code(text[bom:], self.wording)
        except (SyntaxError, ValueError):
            cuts = []
        cuts = [Cut(cut.start + bom, cut.end + bom, cut.new) for cut in cuts]
        for cut in cuts:
            line_end = re.compile(r"[\"'\n]").search(text, cut.end)
            whole = text[cut.start : line_end.start() if line_end else len(text)]
            if len(whole) > cut.end - cut.start + 10 and "\n" not in whole and len(whole) > 15:
                self.helps.append((path, whole))
        self._edit(path, text, cuts)
        self._mentions(path, text, cuts)

    def _test(self, path: str) -> None:
        text = self._text(path)
        if text is None:
            return
        word, cuts = re.escape(self.wording.word), []
        for before, after in _FIRST_TEST:
            for found in re.finditer(before.replace("{word}", word), text):
                cuts.append(Cut(*found.span(), found.expand(after)))
        self._edit(path, text, cuts)
        mark = re.compile(rf"[\[(]{word}[\])]|{word} feature", re.IGNORECASE)
        self._leave_at(path, text, [m.start() for m in mark.finditer(text)], cuts)

    def _page(self, path: str, shared: bool) -> None:
        from coldframe.resolve.promoting.unlabelling.page import unlabelled_page

        text = self._text(path)
        if text is None:
            return
        cuts: list[Cut] = []
        if not shared:
            cuts, headings = unlabelled_page(text, self.wording)
            self.headings += [(path, heading) for heading in headings]
        self._titled(path, text, cuts)

    def _other_page(self, path: str) -> None:
        text = self._text(path)
        if text is not None:
            self._titled(path, text, [])

    def _titled(self, path: str, text: str, cuts: list[Cut]) -> None:
        """Cut marks behind the title as well, unless that is a heading with a line below it."""
        for cut in self.wording.titled(text):
            meets = any(one.start < cut.end and cut.start < one.end for one in cuts)
            end = text.find("\n", cut.end)
            below = text[end + 1 :].partition("\n")[0].strip() if end >= 0 else ""
            if not meets and not (len(below) > 2 and len(set(below)) == 1 and below[0] in "=-~^*+"):
                cuts.append(cut)
        self._edit(path, text, cuts)
        own = self.host.places.is_docs_of(self.origin(path), self.feature)
        self._mentions(path, text, cuts, everywhere=own)

    def _mentions(self, path: str, text: str, cuts: list[Cut], everywhere: bool = True) -> None:
        """Leave the lines that seem to speak of the label; elsewhere only next to the title."""
        places = self.wording.mentions(text)
        if not everywhere:
            title = self.feature.declaration.title if self.feature.declaration else ""
            names = [re.escape(name) for name in (title, self.feature.name) if name]
            speaks = re.compile(rf"(?<![\w-])(?:{'|'.join(names)})(?![\w-])", re.IGNORECASE)
            places = [at for at in places if speaks.search(_line(text, at))]
        self._leave_at(path, text, places, cuts)

    def _leave_at(self, path: str, text: str, places: list[int], cuts: list[Cut]) -> None:
        seen = set()
        for at in places:
            line = text.count("\n", 0, at) + 1
            if line not in seen and not any(cut.start <= at < cut.end for cut in cuts):
                seen.add(line)
                self.left.append(Left(path, line, " ".join(_line(text, at).split()), _WHY))

    def _leave(self, path: str, needle: str, why: str) -> None:
        text = self.tree.read(path).decode("utf-8", "replace")
        at = text.find(needle)
        if at >= 0:
            line = text.count("\n", 0, at) + 1
            left = Left(path, line, " ".join(_line(text, at).split()), why)
            if not any(one[:2] == left[:2] for one in self.left):
                self.left.append(left)

    def _edit(self, path: str, text: str, cuts: list[Cut]) -> None:
        from coldframe.resolve.promoting.unlabelling.code import spliced_text

        if not cuts:
            return
        changes = tuple(
            Change(text.count("\n", 0, cut.start) + 1, text[cut.start : cut.end], cut.new, "label")
            for cut in sorted(cuts)
        )
        before = self.tree.read(path)
        self.edits.append(Edit(path, before, spliced_text(text, cuts).encode(), REASON, changes))

    def _edited(self, path: str) -> bool:
        return any(edit.path == path for edit in self.edits)

    def _is_shared(self, old: str) -> bool:
        """Whether the page is another feature's as well, so that the label may be that one's."""
        return any(
            other.module != self.feature.module
            and other.declaration is not None
            and not other.forwards_to
            and self.host.places.is_docs_of(old, other)
            for other in self.host.features
        )


def _line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]
