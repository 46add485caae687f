"""Dotted names of files: where they were before the moves, and where they are after them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.renames import Renames

_SUFFIXES = (".py", ".pyi", ".pyx", ".pxd", ".pyw")


class Addresses:
    """Says how files are called when they are imported."""

    def __init__(self, renames: Renames) -> None:
        self._old = {new: old for old, new in renames.paths.items()}
        self._old_roots = _roots(renames.paths, renames.modules)
        self._new_roots = _roots(self._old, renames.modules.values())

    def before(self, path: str) -> str:
        """The dotted name that the folder or module now at ``path`` had before the moves."""
        old = self._old.get(path)
        if old is not None:
            return _dotted(old, self._old_roots)
        return _dotted(path, self._new_roots | self._old_roots)

    def after(self, path: str) -> str:
        """The dotted name of the folder or module at ``path``."""
        return _dotted(path, self._new_roots | self._old_roots)

    def meant(self, path: str, level: int, name: str) -> str | None:
        """What ``level`` dots and ``name`` in the file now at ``path`` meant before the moves."""
        old = self._old.get(path, path)
        roots = self._old_roots if path in self._old else self._new_roots | self._old_roots
        return _relative(old, level, name, roots)

    def means(self, path: str, level: int, name: str) -> str | None:
        """What ``level`` dots and ``name`` in the file at ``path`` mean now."""
        return _relative(path, level, name, self._new_roots | self._old_roots)

    def spelled(self, path: str, target: str, level: int) -> str:
        """``target`` as a file at ``path`` imports it that wrote ``level`` dots.

        Relative where that takes at most one dot more than there were, or two.
        """
        folder = self.after(path.rpartition("/")[0])
        here, there = folder.split("."), target.split(".")
        if not folder or here[0] != there[0]:
            return target
        shared = 0
        while shared < min(len(here), len(there)) and here[shared] == there[shared]:
            shared += 1
        dots = len(here) - shared + 1
        return "." * dots + ".".join(there[shared:]) if dots <= max(level + 1, 2) else target


def _roots(paths: Iterable[str], modules: Iterable[str]) -> frozenset[str]:
    """The folders, each ending in ``/`` or empty, from which ``modules`` are imported."""
    known = frozenset(modules)
    found = {""}
    for path in paths:
        parts = _stem(path).split("/")
        for start in range(len(parts)):
            if ".".join(parts[start:]) in known:
                found.add("/".join([*parts[:start], ""]))
                break
    return frozenset(found)


def _stem(path: str) -> str:
    for suffix in _SUFFIXES:
        if path.endswith(suffix):
            return path[: -len(suffix)].removesuffix("/__init__")
    return path


def _dotted(path: str, roots: frozenset[str]) -> str:
    root = max((r for r in roots if path.startswith(r)), key=len, default="")
    return _stem(path)[len(root) :].replace("/", ".")


def _relative(path: str, level: int, name: str, roots: frozenset[str]) -> str | None:
    folders = path.split("/")[:-1]
    if level - 1 > len(folders):
        return None
    folder = "/".join(folders[: len(folders) - level + 1])
    root = max((r for r in roots if f"{folder}/".startswith(r)), key=len, default="")
    base = folder[len(root) :].replace("/", ".")
    return ".".join(filter(None, (base, name)))
