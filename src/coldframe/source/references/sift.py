"""The byte filter: which of the files that have the word can hold a reference.

Only what is certain to be none is dropped; what is left is parsed.
"""

from __future__ import annotations

import re

from coldframe.regex import regex
from coldframe.source.references import kinds
from coldframe.source.references.wanted import Wanted

_WORD = regex(rb"[\w\x80-\xff]")
_DOT_BEFORE = regex(rb"(?<!\bself)(?<!\bcls)\.(?:[\s\\]|#[^\n]*\n)*\Z")
_APART = (b" .", b"\t.", b"\\.")  # one of them stands between dots that are not side by side
# Dots after "from" or in quotes, and ``level=`` of ``__import__``.
_CLIMB = regex(rb"\bfrom[\s\\]+((?:\.[ \t\\]*)+)|[\"']((?:\.[ \t\\]*)+)(?=[\w\"'])|level[ \t]*=")
_DOT_AFTER = regex(rb"(?:[\s\\]|#[^\n]*\n)*\.[\s\\]*[\w{%'\"<*(\[.#]")


class Sift:
    """The filter for one set of packages."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        leaves = "|".join(re.escape(leaf) for leaf in wanted.leaves)
        self._leaf = re.compile(rf"(?:{leaves})".encode())
        self._bare = any("." not in module for module in wanted.modules)
        self._listed = re.compile(
            rf"[ \t]*(?:\w+(?:[ \t]+as[ \t]+\w+)?[ \t]*,[ \t]*)*(?:{leaves})"
            r"[ \t]*(?:as\b|,|\)|#|\\|$)".encode()
        )
        self.names = tuple(module.encode() for module in wanted.modules)
        self._escaped = tuple(n.replace(b".", b"\\.") for n in self.names)
        # As doc-builder and a page with a current module write them.
        rests = [m.partition(".")[2].encode() for m in wanted.modules if "." in m]
        self._short = tuple(
            before + rest + b"." for rest in rests for before in (b" ", b"[`", b"[`~", b"[`!")
        )
        parents = [m.rpartition(".")[0].encode() for m in wanted.modules if "." in m]
        self._current = tuple(b"module:: " + parent for parent in parents)
        self._tops = tuple(m.partition(".")[0].encode() for m in wanted.modules)
        self._homes = tuple(
            "/".join(filter(None, (root[0], m.partition(".")[0]))) + "/"
            for root in wanted.roots
            for m in wanted.modules
        )
        self._own: dict[str, re.Pattern[bytes]] = {}

    def survives(self, path: str, data: bytes, kind: str) -> bool:
        """Whether the file may hold a reference."""
        if kind == kinds.PYTHON:
            near = self._bare or path.startswith(self._homes)
            home = self.wanted.home(path)
            if home:
                if self.climbs(path, data, self.wanted.folder_of(path)):
                    return True
                if self._names_only_itself(data, home.encode()):
                    return False
                data = self._others(data, home)
            if not near and not any(top in data for top in self._tops):
                return False
            return any(self._reaches(data, m) for m in self._leaf.finditer(data))
        if kind == kinds.NOTEBOOK:
            return any(top in data for top in self._tops)
        if any(name in data for name in self.names):
            return True
        if kind == kinds.DOCS:
            return any(short in data for short in (*self._short, *self._current))
        return any(name in data for name in self._escaped)

    def hits(self, data: bytes) -> list[tuple[int, int]]:
        """The places of the word in Python source where it may be part of a reference."""
        return [m.span() for m in self._leaf.finditer(data) if self._reaches(data, m)]

    def _names_only_itself(self, data: bytes, home: bytes) -> bool:
        """Whether every word in ``data`` is part of the feature's own name (a quick count)."""
        own = data.count(home + b".") + data.count(home + b" ")
        return own == sum(data.count(leaf.encode()) for leaf in self.wanted.leaves)

    def _others(self, data: bytes, home: str) -> bytes:
        """``data`` without the names that the feature ``home`` has for itself."""
        pattern = self._own.get(home)
        if pattern is None:
            name = re.escape(home).replace(r"\.", r"\s*\.\s*")
            pattern = self._own[home] = re.compile(rf"(?<![\w.]){name}(?![\w\x80-\xff])".encode())
        return pattern.sub(b"", data)

    def _reaches(self, data: bytes, found: re.Match[bytes]) -> bool:
        """Whether the word at ``found`` stands where a reference can.

        ``host.preview``, ``preview.x``, ``"preview"``, and a name after ``import`` or in a
        list of names on a line of its own; not ``self.preview``, a keyword, or prose.
        """
        start, end = found.span()
        before, after = data[max(0, start - 80) : start], data[end : end + 80]
        if _WORD.match(before[-1:]) or _WORD.match(after[:1]):
            return False
        line_start = data.rfind(b"\n", 0, start) + 1
        if data[line_start : line_start + 60].lstrip()[:1] == b"#" and b"type:" not in before:
            return False
        if self._bare or _DOT_BEFORE.search(before) or _DOT_AFTER.match(after):
            return True
        if before[-1:] in b"'\"" and after[:1] in b"'\":" and before and after:
            return True
        line_end = data.find(b"\n", end)
        line = data[line_start : line_end if line_end >= 0 else len(data)].rstrip()
        if b"import" in data[line_start:start] or b"import" in before:
            return True
        return self._listed.match(line) is not None

    def climbs(self, path: str, data: bytes, folder: str) -> bool:
        """Whether a Python file inside a wanted package may reach another feature.

        It needs as many dots as there are folders between; with fewer it stays at home.
        """
        dots = path.count("/") - folder.count("/")
        # Quick looks first: so many dots, with blanks or without, or the word.
        if dots > 1 and not (
            b"." * dots in data or any(apart in data for apart in _APART) or b"level" in data
        ):
            return False
        for climb in _CLIMB.finditer(data):
            imported, quoted = climb.groups()
            if imported:
                if imported.count(b".") >= dots:
                    return True
            elif quoted is None or quoted.count(b".") == dots:
                return True
        return False
