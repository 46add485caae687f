"""The preview tree that a new feature goes into, and what makes it one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.feature import PreviewTree
from coldframe.declare.mistake import Mistake
from coldframe.resolve.declaring.settings_text import settings_edit, with_tree
from coldframe.resolve.plan import Edit

if TYPE_CHECKING:
    from coldframe.check.host import Host


def wanted_tree(host: Host, wanted: str) -> PreviewTree:
    """The preview tree that is meant, which may not exist yet."""
    trees = {tree.module: tree for tree in host.preview_trees}
    if not wanted:
        if len(trees) == 1:
            return next(iter(trees.values()))
        if trees:
            raise Mistake(
                f"there are {len(trees)} preview trees: {', '.join(trees)}",
                f"Say which, for example: --tree {next(iter(trees))}",
            )
        raise Mistake(
            "there is no preview tree here", "Say where to make one, such as --tree shop.preview"
        )
    if wanted in trees:
        return trees[wanted]
    from coldframe.check.module_names import folder_named
    from coldframe.declare.wellformed import bad_module

    if why := bad_module(wanted):
        raise Mistake(f"--tree {wanted}: {why}", "Name the package as it is imported.")
    parent, _, last = wanted.rpartition(".")
    if not parent:
        raise Mistake(
            f"--tree {wanted}: a preview tree is a package in a package",
            f"Name it inside your package, such as --tree {wanted}.preview",
        )
    path = f"{folder_named(host.tree, parent, '', 0)}/{last}"
    for taken in (f"{path}.py", f"{path}.pyi"):
        if host.tree.exists(taken):
            raise Mistake(f"--tree {wanted} is a module: {taken}", "Choose another name.")
    return PreviewTree(wanted, path)


def tree_edits(host: Host, preview: PreviewTree) -> list[Edit]:
    """What makes ``preview`` a preview tree, if it is none."""
    if preview in host.preview_trees:
        return []
    edits = []
    init = f"{preview.path}/__init__.py"
    if not host.tree.exists(init):
        word = host.settings.label
        text = f'"""Features that are not stable yet: each child is a {word} feature."""\n'
        edits.append(Edit(init, None, text.encode(), "Preview tree"))
    if host.settings.preview_trees is None:
        trees = [tree.module for tree in host.preview_trees]
        settings = settings_edit(host, [*trees, preview.module])
        return [settings, *edits] if settings else edits
    return [with_tree(host, preview.module), *edits]
