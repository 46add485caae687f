"""The byte filter: which of the files that have the word can hold a reference.

Only what is certain to be none is dropped; what is left is parsed.
"""

from __future__ import annotations

import re

from coldframe.source.references import kinds
from coldframe.source.references.wanted import Wanted


class Sift:
    """The filter for one set of packages."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        leaves = "|".join(re.escape(leaf) for leaf in wanted.leaves)
        leaf = rf"(?<![\w\x80-\xff])(?:{leaves})(?![\w\x80-\xff])"
        gap = r"(?:[\s\\]|#[^\n]*\n)*"
        # host.preview, but not self.preview; preview.x; "preview"; names after import.
        code = (
            rf"(?<!\bself)(?<!\bcls)\.{gap}{leaf}"
            rf"|{leaf}{gap}\.{gap}[\w{{%'\"<*\\(\[.]"
            rf"|[\"']{leaf}[\"':]"
            rf"|\bimport\b[^\n;]*{leaf}"
            rf"|^[ \t]*(?:\w+(?:[ \t]+as[ \t]+\w+)?[ \t]*,[ \t]*)*{leaf}[ \t]*(?:as\b|,|\)|#|\r?$)"
        )
        if any("." not in module for module in wanted.modules):
            code += rf"|{leaf}"
        self._code = re.compile(code.encode(), re.MULTILINE)
        names = "|".join(re.escape(m).replace(r"\.", r"\\*\.") for m in wanted.modules)
        self._named = re.compile(rf"(?<![\w.])(?:{names})(?![\w\x80-\xff])".encode())
        rests = "|".join(re.escape(m.partition(".")[2] or m) for m in wanted.modules)
        parents = "|".join(re.escape(m.rpartition(".")[0] or m) for m in wanted.modules)
        self._docs = re.compile(
            rf"(?<![\w.])(?:{names})(?![\w\x80-\xff])"
            rf"|\[\[autodoc\]\][ \t]+(?:{rests})\.|\[`[~!]?(?:{rests})\."
            rf"|module::[ \t]+(?:{parents})\b".encode()
        )
        self._tops = tuple(m.partition(".")[0].encode() for m in wanted.modules)
        self._homes = tuple(
            "/".join(filter(None, (root[0], m.partition(".")[0]))) + "/"
            for root in wanted.roots
            for m in wanted.modules
        )
        self._climbing: dict[int, re.Pattern[bytes]] = {}

    def survives(self, path: str, data: bytes, kind: str) -> bool:
        """Whether the file may hold a reference."""
        if kind == kinds.PYTHON:
            if self._code.search(data) is not None:
                near = path.startswith(self._homes)
                return near or any(top in data for top in self._tops)
            return False
        if kind == kinds.NOTEBOOK:
            return any(top in data for top in self._tops)
        if kind == kinds.DOCS:
            return self._docs.search(data) is not None
        return self._named.search(data) is not None

    def climbs(self, path: str, data: bytes, folder: str) -> bool:
        """Whether a Python file inside a wanted package may reach another feature.

        It needs as many dots as there are folders between; with fewer it stays at home.
        """
        dots = path.count("/") - folder.count("/")
        pattern = self._climbing.get(dots)
        if pattern is None:
            run = rf"(?:\.[ \t\\]*){{{dots}}}"
            pattern = self._climbing[dots] = re.compile(
                rf"\bfrom[\s\\]+{run}|[\"']{run}\w|[\"']{run}[\"']|level[ \t]*=".encode()
            )
        return pattern.search(data) is not None
