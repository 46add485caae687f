"""What is no longer there once a feature has ended, prepared for looking it up in text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fnmatch import translate
from functools import cached_property
from posixpath import dirname, normpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.source.tree import Tree

_PAGES = ("", ".rst", ".md", ".mdx", ".ipynb", ".txt", "/index.rst", "/index.md")
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+")


class Gone:
    """The modules and files that end.

    ``modules`` are dotted names, each with all that is below it.  ``paths`` are files of
    ``tree``, the tree before anything has gone.  ``exports`` are names that other modules took
    from these and that nobody uses any more: they go as well, one after the other.  ``owned``
    are the folders of the feature, and ``name`` is what others of its are called: a folder
    is gone only if it is one of these, for ``tests`` stays ``tests`` when the last test leaves.
    """

    def __init__(
        self,
        tree: Tree,
        modules: Sequence[str],
        paths: Iterable[str],
        entry_points: Iterable[tuple[str, str]] = (),
        extras: Iterable[str] = (),
        owned: Iterable[str] = (),
        name: str = "",
    ) -> None:
        self.tree = tree
        self.modules = tuple(modules)
        self.paths = frozenset(paths)
        self.entry_points = frozenset(entry_points)
        self.extras = frozenset(extras)
        self.exports: set[str] = set()
        self.owned = tuple(owned)
        self.own_words = {name, name.replace("_", "-")} - {""}
        self._globs: dict[str, bool] = {}

    @cached_property
    def folders(self) -> frozenset[str]:
        """The feature's folders of which no file stays."""
        count: dict[str, int] = {}
        for path in self.paths:
            for folder in _above(path):
                count[folder] = count.get(folder, 0) + 1
        return frozenset(
            folder
            for folder, number in count.items()
            if self._is_own(folder) and number == len(self.tree.under(folder))
        )

    def _is_own(self, folder: str) -> bool:
        if any(folder == own or folder.startswith(own + "/") for own in self.owned):
            return True
        return bool(self.own_words & set(folder.split("/")))

    @cached_property
    def tops(self) -> tuple[str, ...]:
        """The folders and files that are gone and lie in no other folder that is."""
        every = (*self.folders, *self.paths)
        return tuple(sorted(p for p in every if not any(f in self.folders for f in _above(p))))

    @cached_property
    def needles(self) -> list[str]:
        """Words of which any file has one that names something gone."""
        words = {module.rpartition(".")[2] for module in self.modules}
        for top in self.tops:
            name = top.rpartition("/")[2]
            words.add(name.partition(".")[0] or name)
        words |= {name for _, name in self.entry_points} | set(self.extras)
        return sorted(word for word in words if word)

    @cached_property
    def extra(self) -> re.Pattern[str]:
        """An extra that is gone, as it is written behind the name of a distribution or a dot."""
        names = "|".join(re.escape(name) for name in sorted(self.extras)) or r"(?!)"
        return re.compile(
            rf"(?:[\w-]+|(?<![\w.])\.)\[(?:[\w.,\s-]*,\s*)?(?:{names})(?:,[\w.,\s-]*)?\]"
        )

    def is_module(self, text: str) -> bool:
        """Whether ``text`` is the name of a module that is gone, or of something in one."""
        text = text.replace("\\.", ".").partition(":")[0].strip()
        for tail in (".*", ".**", "*", "."):
            text = text.removesuffix(tail)
        return self.is_below(text) and _DOTTED.fullmatch(text) is not None

    def is_path(self, text: str, folder: str = "") -> bool:
        """Whether ``text`` is a path that is gone, or a pattern that only fitted such.

        It is written from the root, or from ``folder``.
        """
        text = text.strip().partition("::")[0]
        if "://" in text or not text or re.search(r"[\s$%{}|<>\"']", text):
            return False
        body = text.removeprefix("./").strip("/")
        if re.search(r"[*?\[]", body):
            return self._only_fitted(body)
        places = [body, normpath(f"{folder}/{body}")] if folder and text[:1] != "/" else [body]
        return any(self.has(place) for place in places if "/" in place or place in self.paths)

    def has(self, path: str) -> bool:
        """Whether the file or folder ``path`` is gone, or lies in a folder that is."""
        return path in self.paths or any(f in self.folders for f in (path, *_above(path)))

    def _only_fitted(self, pattern: str) -> bool:
        """Whether a pattern that names something gone fits no file that stays."""
        known = self._globs.get(pattern)
        if known is None:
            known = False
            words = self.own_words | {own.rpartition("/")[2] for own in self.owned}
            if words & set(re.split(r"[/*.]+", pattern)):
                fits = re.compile(f"{translate(pattern)}|{translate(pattern + '/*')}").match
                known = any(map(fits, self.paths)) and not any(
                    fits(path) for path in self.tree.paths() if path not in self.paths
                )
                inside = pattern.partition("*")[0].rstrip("/")
                known = known or (bool(inside) and "/" in inside and self.has(inside))
            self._globs[pattern] = known
        return known

    def is_entry(self, text: str, folder: str = "") -> bool:
        """Whether ``text`` as a whole names something gone: a module, a path, ``a -> b``."""
        if "->" in text:
            return any(self.is_module(part) for part in text.split("->"))
        return self.is_module(text) or self.is_path(text, folder)

    def is_page(self, text: str, page: str, root: str) -> bool:
        """Whether ``page`` writes ``text`` for a file that is gone; ``/`` stands for ``root``."""
        text = text.partition("#")[0]
        if not text or "://" in text or re.search(r"[*$%{}|\\]", text):
            return False
        place = f"{root}{text}" if text.startswith("/") else f"{dirname(page)}/{text}"
        target = normpath(place.lstrip("/"))
        return any(target + suffix in self.paths for suffix in _PAGES) or target in self.folders

    def mentions(self, line: str) -> str:
        """The name or path of something gone that ``line`` spells, or nothing."""
        found = self._names.search(line) or self._paths.search(line)
        if found is None and self.exports:
            exports = "|".join(re.escape(name) for name in sorted(self.exports))
            found = re.search(rf"(?<![\w.])(?:{exports})(?!\w)", line)
        if found is None and self.extras:
            found = self.extra.search(line)
        return found.group() if found else ""

    def is_below(self, name: str) -> bool:
        """Whether the dotted ``name`` is, or lies in, something gone."""
        every = (*self.modules, *self.exports)
        return any(name == one or name.startswith(one + ".") for one in every)

    @cached_property
    def _names(self) -> re.Pattern[str]:
        names = "|".join(re.escape(m).replace(r"\.", r"\\?\.") for m in self.modules if "." in m)
        names = names or r"(?!)"
        return re.compile(rf"(?:(?<=mypy-)|(?<![\w.\\/@-]))(?:{names})(?:\\?\.\w+)*(?![\w/@-])")

    @cached_property
    def _paths(self) -> re.Pattern[str]:
        # A path of one part is a word as well.
        tops = "|".join(re.escape(top) for top in self.tops if "/" in top) or r"(?!)"
        return re.compile(rf"(?<![\w.-])(?:{tops})(?![\w-])(?!\.\w)(?:/[\w.*/-]*)?")


def _above(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]
