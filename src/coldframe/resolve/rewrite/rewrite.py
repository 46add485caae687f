"""Gives everything that moved its new name, wherever the tree names it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.own_reports import is_own_report
from coldframe.resolve.plan import Change, Edit, Left
from coldframe.resolve.rewrite.one_file import prepared, splices_of
from coldframe.resolve.rewrite.splice import line_after, spliced

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.renames import Renames
    from coldframe.resolve.rewrite.splice import Splice
    from coldframe.source.tree import Tree


class Rewriting(NamedTuple):
    """The edits that are certain, by path, and the places that are left to a person.

    Lines of places count in the files as the edits leave them.
    """

    edits: tuple[Edit, ...]
    left: tuple[Left, ...]


def rewrite(
    tree: Tree,
    renames: Renames,
    *,
    within: Callable[[str], bool] = lambda path: True,
    reason: str = "References",
) -> Rewriting:
    """The edits that make ``tree``, in which all moves have been done, name the new places.

    Only files ``within`` are looked at; ``reason`` heads the edits.  Nothing is executed, and
    everything outside the edited spots stays as it is, byte for byte.
    """
    moved = prepared(renames, tree)
    paths = dict.fromkeys(tree.search((*moved.words, *moved.beginnings)))
    for folder in filter(None, moved.parent_folders):
        paths.update((p, None) for p in tree.under(folder) if p.rpartition("/")[0] == folder)
    paths.update(dict.fromkeys(path for path in moved.old_paths if tree.exists(path)))
    edits: list[Edit] = []
    left: dict[tuple[str, int], Left] = {}
    for path in sorted(paths):
        if not within(path) or is_own_report(tree, path):
            continue
        data = tree.read(path)
        splices, doubtful = splices_of(path, data, renames, tree)
        after = spliced(data, splices) if splices else data
        found = [one._replace(line=line_after(one.line, data, splices)) for one in doubtful]
        left.update(((path, one.line), one) for one in found)
        if splices:
            edits.append(Edit(path, data, after, reason, _changes(data, splices)))
    return Rewriting(tuple(edits), tuple(one for _, one in sorted(left.items())))


def _changes(data: bytes, splices: list[Splice]) -> tuple[Change, ...]:
    changes = []
    line, at = 1, 0
    for splice in splices:
        line += data.count(b"\n", at, splice.start)
        at = splice.start
        old = data[splice.start : splice.end].decode("utf-8", "replace")
        changes.append(Change(line, old, splice.new.decode("utf-8", "replace"), splice.why))
    return tuple(changes)
