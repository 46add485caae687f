"""Finds the host, its preview trees, and the features in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.check.children import children
from coldframe.check.module_names import folder_named, module_name
from coldframe.check.root import find_root as find_root
from coldframe.declare.feature import Feature, PreviewTree
from coldframe.declare.mistake import Mistake
from coldframe.declare.settings import USUAL_SHARED_NAMES

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Declaration
    from coldframe.declare.settings import Settings
    from coldframe.source.committree import CommitTree
    from coldframe.source.tree import Tree


def open_host(start: str, revision: str = "") -> Host:
    """The host around ``start``, as its files are now, or as they were in ``revision``.

    The settings are those of the working tree.  Raises Mistake: ``start`` does not exist or
    is in a bare repository, the settings are wrong, ``revision`` is not known.
    """
    from coldframe.check.host import Host
    from coldframe.declare.settings_file import load_settings
    from coldframe.source.git import GitError
    from coldframe.source.worktree import WorkTree

    root = find_root(start)
    try:
        tree: WorkTree | CommitTree
        if revision:
            from coldframe.source.committree import CommitTree as commit_tree

            tree = commit_tree(root, revision)
        else:
            tree = WorkTree(root)  # git is at work while the settings are read
        settings = load_settings(root)
        if settings.preview_trees and not revision:  # and while modules are imported
            leaves = {module.rpartition(".")[2] for module in settings.preview_trees}
            tree.begin_search(sorted(leaves))
        if settings.exclude:
            from coldframe.check.places import glob_expression

            globs = [
                f"(?:{glob_expression(glob.rstrip('/'))}(?:/.*)?)" for glob in settings.exclude
            ]
            tree.leave_out(re.compile("|".join(globs).encode("utf-8", "surrogateescape"), re.S))
        tree.listing()
    except GitError as error:
        raise Mistake(error.why, error.remedy) from None
    return Host(tree, settings)


def preview_trees(
    tree: Tree, settings: Settings, notes: list[str] | None = None
) -> tuple[PreviewTree, ...]:
    """The preview trees that the settings name, or those with usual names, by path.

    ``notes`` gets what looks like one but was left out.  Raises Mistake for a setting that
    names no package.
    """
    if settings.preview_trees is not None:
        line = settings.line("preview_trees")
        modules = {
            folder_named(tree, module, settings.path, line): module
            for module in settings.preview_trees
        }
    else:
        from coldframe.check.usual_trees import usual_trees

        found = usual_trees(tree, [] if notes is None else notes)
        modules = {folder: module_name(tree, folder) for folder in found}
    trees = [
        PreviewTree(modules[folder], folder, _shared(tree, settings, folder, modules[folder]))
        for folder in sorted(modules)
    ]
    for key in ("features", "shared"):
        _check_names(tree, settings, key, trees)
    return tuple(trees)


def _shared(tree: Tree, settings: Settings, folder: str, module: str) -> tuple[str, ...]:
    """The dotted names of what is directly in a preview tree and no feature."""
    shared = []
    for child in children(tree, folder):
        name = f"{module}.{child.name}"
        looks = child.name.startswith("_") or child.name in USUAL_SHARED_NAMES
        if name in settings.shared or (looks and name not in settings.features):
            shared.append(name)
    return tuple(shared)


def _check_names(tree: Tree, settings: Settings, key: str, trees: list[PreviewTree]) -> None:
    """Refuse names in the settings that are directly in no preview tree."""
    wanted: tuple[str, ...] = getattr(settings, key)
    if not wanted:
        return
    known = [f"{t.module}.{child.name}" for t in trees for child in children(tree, t.path)]
    for name in wanted:
        if name not in known:
            from difflib import get_close_matches

            close = get_close_matches(name, known, 1)
            raise Mistake(
                f"{key} names {name}, which is directly in no preview tree",
                f"Did you mean {close[0]!r}?" if close else "Take it out, or name its module.",
                settings.path,
                settings.line(key),
            )


def features(
    tree: Tree,
    settings: Settings,
    trees: tuple[PreviewTree, ...],
    notes: list[str] | None = None,
) -> tuple[Feature, ...]:
    """The features of ``trees``, by module, with their declarations.

    Raises Mistake for a declaration that cannot be read.
    """
    from coldframe.check.forwarding import forwards_to

    found = []
    for preview in trees:
        tree.note_links(preview.path)
        inner = {other.path for other in trees if other.path != preview.path}
        for child in children(tree, preview.path):
            module = f"{preview.module}.{child.name}"
            if module in preview.shared or child.path in inner:
                continue
            if not child.name.isidentifier():
                if notes is not None:
                    notes.append(f"{child.path} is no feature: Python cannot import that name")
                continue
            feature = Feature(child.name, module, child.path, preview)
            feature = feature._replace(declaration=_declaration(tree, feature.declaration_path))
            found.append(feature._replace(forwards_to=forwards_to(tree, feature, trees)))
    return tuple(sorted(found, key=lambda feature: feature.module))


def _declaration(tree: Tree, path: str) -> Declaration | None:
    if not tree.exists(path):
        return None
    from coldframe.declare.declaration_file import parse_declaration

    return parse_declaration(tree.read(path), path)
