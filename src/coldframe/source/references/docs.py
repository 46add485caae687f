"""Documentation: directives, roles, autodoc markers, and code that readers will type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coldframe.source.references.cross_references import cross_references, from_top
from coldframe.source.references.pieces import Verdict
from coldframe.source.references.places import Places
from coldframe.source.references.wanted import Wanted

_NAME = r"[^\W\d]\w*(?:\.[^\W\d]\w*)*"
# .. automodule:: host.preview.x        ```{autoclass} host.preview.x.C
_DIRECTIVE = re.compile(r"^\s*(?:>\s*)?(?:\.\.\s+([\w:+-]+)::|[`:]{3,}\{([\w:+-]+)\})\s+(.*?)\s*$")
_NOT_NAMING = frozenset(
    ("image", "figure", "include", "literalinclude", "code", "code-block", "sourcecode",
     "highlight", "note", "warning", "tip", "hint", "important", "caution", "danger",
     "attention", "error", "admonition", "seealso", "todo", "rubric", "title", "raw",
     "versionadded", "versionchanged", "deprecated", "index", "only", "topic", "sidebar",
     "contents", "meta")
)  # fmt: skip
_CURRENT = frozenset(("currentmodule", "py:currentmodule", "module", "py:module", "automodule"))
_OPTION = re.compile(r"^\s+:(?:module|ref|class|func|prog|app|namespace):\s+(\S+)\s*$")
_MKDOCSTRINGS = re.compile(rf"^\s*:::\s+({_NAME})\s*$")
_AUTODOC = re.compile(rf"\[\[autodoc\]\]\s+({_NAME})")
_IMPORT = re.compile(
    rf"^\s*(?:>>>\s+|\.\.\.\s+)?(?:from\s+({_NAME})\s+import\s+\(?\s*([\w., ]*)|import\s+(.+))"
)
_COMMAND = re.compile(rf"(?:^|[\s$`])python[\d.]*\s+(?:-\w+\s+)*-m\s+({_NAME})")


def in_docs(text: str, path: str, wanted: Wanted) -> Places:
    """The references in a page of reStructuredText or Markdown."""
    places = Places(path, text.split("\n"))
    docs_lines(places.lines, wanted, places)
    return places


def docs_lines(lines: list[str], wanted: Wanted, places: Places, first: int = 1) -> None:
    """Note the references in ``lines``; the first of them is line ``first`` of the file."""
    page = _Page(wanted)
    for number, line in enumerate(lines, first):
        if not line.strip():
            continue
        for column, target in (*page.line(line), *cross_references(line, wanted)):
            places.at(number, column, "docs", Verdict(target, True))


class _Page:
    """One page, line by line: it remembers the current module and open lists."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.current = ""
        self.summary: int | None = None  # the indent of an open autosummary

    def line(self, line: str) -> Iterator[tuple[int, str]]:
        indent = len(line) - len(line.lstrip())
        if self.summary is not None and indent <= self.summary:
            self.summary = None
        found = _DIRECTIVE.match(line)
        if found is not None:
            yield from self._directive(found)
            if (found[1] or found[2]).endswith(("autosummary", "show-options")):
                self.summary = indent
            return
        if line.rstrip().endswith(("autosummary::", "show-options::", "{autosummary}")):
            self.summary = indent
            return
        if self.summary is not None and not line.lstrip().startswith(":"):
            words = line.split()
            target = self._named(words[0].lstrip("~")) if words else ""
            if target:
                yield line.index(words[0]) + 1, target
            return
        option = _OPTION.match(line)
        if option is not None:
            target = self.wanted.target(option[1])
            if target:
                yield option.start(1) + 1, target
            return
        marked = _MKDOCSTRINGS.match(line)
        if marked is not None:
            target = self.wanted.target(marked[1])
            if target:
                yield marked.start(1) + 1, target
        for marked in _AUTODOC.finditer(line):
            target = from_top(marked[1], self.wanted)
            if target:
                yield marked.start(1) + 1, target
        yield from self._example(line)

    def _directive(self, found: re.Match[str]) -> Iterator[tuple[int, str]]:
        name = found[1] or found[2]
        if name in _NOT_NAMING:
            return
        argument = found[3].partition("(")[0]
        if name in _CURRENT and len(argument.split()) == 1:
            self.current = argument
        words = argument.split()
        for word in words:
            target = self._named(word) if name.startswith(("auto", "py:auto")) else ""
            target = target or self.wanted.target(word)
            if not target and not re.fullmatch(_NAME, word):
                return  # prose, or a file
            if target:
                yield found.start(3) + found[3].index(word) + 1, target

    def _named(self, word: str) -> str:
        target = self.wanted.target(word)
        absolute = any(word.startswith(m.partition(".")[0] + ".") for m in self.wanted.modules)
        if not target and self.current and not absolute and re.fullmatch(_NAME, word):
            target = self.wanted.target(f"{self.current}.{word}")
        return target

    def _example(self, line: str) -> Iterator[tuple[int, str]]:
        """An import in an example, or ``python -m``."""
        found = _IMPORT.match(line)
        if found is not None and found[1]:
            names = [n.strip().split(" ")[0] for n in found[2].split(",")]
            names = [n for n in names if n.isidentifier()]
            prose = any(" " in n.strip() and " as " not in n for n in found[2].split(","))
            reached = [self.wanted.target(f"{found[1]}.{n}") for n in names]
            if not names:
                reached = [self.wanted.target(found[1])]
            for target in reached if not prose else ():
                if target:
                    yield found.start(1) + 1, target
        elif found is not None:
            for word in found[3].split(","):
                name = word.strip().partition(" as ")[0]
                target = self.wanted.target(name)
                if target:
                    yield line.index(name) + 1, target
        for command in _COMMAND.finditer(line):
            target = self.wanted.target(command[1])
            if target:
                yield command.start(1) + 1, target
