"""What is called differently in the new repository: modules, files and whole folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.resolve.extracting.helpers import COPIES, is_missing
from coldframe.resolve.rewrite.renames import Renames

if TYPE_CHECKING:
    from coldframe.resolve.extracting.layout import Layout


def renamed(layout: Layout) -> Renames:
    """The old and new names of all that has been placed elsewhere than it was."""
    modules = {layout.feature.module: layout.home.package}
    for one in layout.placed:
        if one.kind == COPIES and not is_missing(layout, one.source):
            continue  # the host still has it, under its old name
        old, new = layout.module(one.source), layout.module(one.path, new=True)
        while old and new and old != new:
            modules.setdefault(old, new)
            # A folder without an __init__ moves with its modules.
            (old, _, last), (new, _, other) = old.rpartition("."), new.rpartition(".")
            if last != other or not old.startswith(layout.feature.module):
                break
    paths = {one.source: one.path for one in layout.placed if one.source != one.path}
    for source, path in _whole_folders(layout).items():
        if source != path:
            paths[source] = path
    return Renames(modules, paths)


def _whole_folders(layout: Layout) -> dict[str, str]:
    """The folders of the host whose files all go to one folder."""
    targets: dict[str, set[str]] = {}
    for one in layout.placed:
        source, path, alike = one.source, one.path, True
        while "/" in source:
            (source, _, last), (path, _, other) = source.rpartition("/"), path.rpartition("/")
            alike = alike and last == other
            targets.setdefault(source, set()).add(path if alike else "")
    found = {}
    for folder, places in targets.items():
        new = next(iter(places))
        if len(places) == 1 and new:
            below = layout.host.tree.under(folder)
            if all(path in layout.by_source for path in below):
                found[folder] = new
    return found
