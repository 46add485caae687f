"""The declarations and tombstones of a release, which are data of its packages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from coldframe.operate.upgrade_check.release import SOURCE_FOLDERS, PreviewTree

if TYPE_CHECKING:
    from coldframe.operate.upgrade_check.release import Release

DECLARATION, SUFFIX, ENDED = "preview.toml", ".preview.toml", "ended.toml"


def previews(release: Release) -> Iterator[PreviewTree]:
    """The preview trees of a release.

    A tree of sources says which they are, or has them at the usual places; a wheel has them where
    declarations and tombstones are.  Raises Mistake for a file that cannot be read.
    """
    if release.host is not None:
        folders = {tree.path: tree.module for tree in release.host.preview_trees}
    else:
        folders = {path: _module(path) for path in folders_of(release.tree.paths())}
    for folder, module in sorted(folders.items(), key=lambda item: item[1]):
        yield _tree(release, folder, module)


def folders_of(paths: Iterable[str]) -> set[str]:
    """The folders that are preview trees, as the files of a distribution show it."""
    found = set()
    for path in paths:
        folder, _, file = path.rpartition("/")
        if file == DECLARATION:
            found.add(folder.rpartition("/")[0])
        elif file == ENDED or file.endswith(SUFFIX):
            found.add(folder)
    return found - {""}


def _module(folder: str) -> str:
    for prefix in SOURCE_FOLDERS[1:]:
        folder = folder.removeprefix(prefix)
    return folder.replace("/", ".")


def _tree(release: Release, folder: str, module: str) -> PreviewTree:
    from coldframe.declare.declaration_file import parse_declaration
    from coldframe.declare.tombstone import parse_tombstones

    declarations, tree = {}, release.tree
    for path in tree.under(folder):
        name, _, rest = path[len(folder) + 1 :].partition("/")
        if rest == DECLARATION:
            declarations[name] = parse_declaration(tree.read(path), path)
        elif not rest and name.endswith(SUFFIX):
            declarations[name.removesuffix(SUFFIX)] = parse_declaration(tree.read(path), path)
    ended = f"{folder}/{ENDED}"
    stones = parse_tombstones(tree.read(ended), ended) if tree.exists(ended) else ()
    return PreviewTree(module, folder, declarations, stones)
