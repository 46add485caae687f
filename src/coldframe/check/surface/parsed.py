"""A module of a tree, parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.check.surface.reading import Module

if TYPE_CHECKING:
    from coldframe.source.tree import Tree


def parsed(tree: Tree, path: str, data: bytes) -> Module | None:
    """The module ``data``, with what could be understood of it; None when that is nothing."""
    from coldframe.source.python.parse import parse
    from coldframe.source.tree import Unread

    found = parse(data)
    if found.inexact and not any(unread.path == path for unread in tree.unread):
        tree.unread.append(Unread(path, found.inexact))
    if not found.tree.body:
        return None
    folder, _, file = path.rpartition("/")
    stem = file.rpartition(".")[0]
    return Module(found.tree, folder.rpartition("/")[2] if stem == "__init__" else stem)
