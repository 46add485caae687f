"""Which dotted names a tree has: its modules, and the names that they seem to define."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from coldframe.declare.feature import MODULE_SUFFIXES

if TYPE_CHECKING:
    from coldframe.source.tree import Tree

_WORD = re.compile(rb"\w+")
# A module with one of these has names that do not stand in it.
_ANYTHING = re.compile(rb"import\s*\(?\s*\*|def __getattr__")


class Names:
    """The names below the packages of ``tree``, which are imported from the folders ``roots``.

    A module has every word that stands in it: a name is missed rather than called missing.
    """

    def __init__(self, tree: Tree, roots: Iterable[str]) -> None:
        self._tree = tree
        self._roots = tuple(roots)
        self._words: dict[str, frozenset[bytes] | None] = {}
        self.packages = folders_of(path for path in tree.paths() if path.endswith(MODULE_SUFFIXES))

    def has(self, name: str) -> bool:
        """Whether the dotted ``name`` is a module, or may be something in one."""
        return any(self._has(root, name.split(".")) for root in self._roots)

    def _has(self, root: str, parts: list[str]) -> bool:
        place = root.rstrip("/")
        for depth, part in enumerate(parts):
            inner = f"{place}/{part}" if place else part
            if inner in self.packages:
                place = inner
                continue
            module = next((inner + s for s in MODULE_SUFFIXES if self._tree.exists(inner + s)), "")
            if module:
                return not parts[depth + 1 :] or self._says(module, parts[depth + 1])
            return depth > 0 and self._says(f"{place}/__init__.py", part)
        return True

    def _says(self, module: str, word: str) -> bool:
        """Whether ``word`` stands in a module, or anything may be in it."""
        if not module.endswith(".py"):
            return True
        if module not in self._words:
            data = self._tree.read(module) if self._tree.exists(module) else b""
            anything = _ANYTHING.search(data) is not None
            self._words[module] = None if anything else frozenset(_WORD.findall(data))
        words = self._words[module]
        return words is None or word == "__path__" or word.encode() in words


def folders_of(paths: Iterable[str]) -> frozenset[str]:
    """All folders that ``paths`` lie in."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(found)
