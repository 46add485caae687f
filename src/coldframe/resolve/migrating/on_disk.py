"""A planned tree as files, so that Python can import it and Alembic can run it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.source.tree import Tree
    from coldframe.source.worktree import WorkTree


@contextmanager
def on_disk(tree: Tree) -> Iterator[WorkTree]:
    """All files of ``tree`` in a temporary folder, which is removed again."""
    from tempfile import TemporaryDirectory

    from coldframe.source.worktree import WorkTree

    with TemporaryDirectory(prefix="coldframe_tree_") as folder:
        root = os.path.realpath(folder)
        for path in tree.paths():
            target = os.path.join(root, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as file:
                file.write(tree.read(path))
        yield WorkTree(root)
