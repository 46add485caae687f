"""The files of a feature on their way out of a host: where each goes, and what it says there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from coldframe.resolve.extracting.blank import Blank
from coldframe.resolve.extracting.helpers import COPIES, add_helpers
from coldframe.resolve.extracting.layout import HEADINGS, KEPT_DECLARATION, Layout
from coldframe.resolve.extracting.renamed import renamed
from coldframe.resolve.plan import Arrival
from coldframe.resolve.planned_tree import PlannedTree

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.belongings import Belongings
    from coldframe.resolve.extracting.new_home import NewHome
    from coldframe.resolve.rewrite.renames import Renames
    from coldframe.resolve.rewrite.rewrite import Rewriting


class Leaving(NamedTuple):
    """All that comes along: places, names, and the edits that give everything its new name.

    ``packages`` are the ``__init__.py`` that are missing at the new places of tests; ``tree``
    has the files at their new places, edited.  ``notes`` are about ties that no reference names.
    """

    layout: Layout
    found: Belongings
    packages: list[str]
    arrivals: tuple[Arrival, ...]
    renames: Renames
    rewriting: Rewriting
    tree: PlannedTree
    notes: tuple[str, ...] = ()


def leaving(host: Host, feature: Feature, home: NewHome, place: str) -> Leaving:
    """What leaves ``host`` when ``feature`` becomes the package ``home`` in the folder ``place``.

    The same host always gives the same: that is how everything finds its way back.
    """
    from coldframe.resolve.adapters.adapter import Relocation
    from coldframe.resolve.adapters.known import adapters_for
    from coldframe.resolve.belongings import belongings
    from coldframe.resolve.edits import Edits
    from coldframe.resolve.rewrite.rewrite import Rewriting, rewrite

    found = belongings(host, feature)
    layout = Layout(host, feature, home)
    layout.add_all(found)
    packages = add_helpers(layout)
    arrivals = _arrivals(layout)
    unedited = PlannedTree(Blank(place), (), (), arrivals)
    renames = renamed(layout)
    rewriting = rewrite(unedited, renames, within=lambda path: path != KEPT_DECLARATION)
    edits = Edits(Blank(place), arrivals=arrivals)
    edits.add(rewriting.edits)
    left, notes = list(rewriting.left), list[str]()
    for adapter in adapters_for(host.tree, host.settings):
        ties = adapter.ties(Relocation(edits.tree, renames, home.package))
        edits.add(ties.edits)
        said = {(one.path, one.line) for one in ties.left} | set(ties.settled)
        left = [*(one for one in left if (one.path, one.line) not in said), *ties.left]
        notes += ties.notes
    rewriting = Rewriting(edits.all(), tuple(left))
    return Leaving(layout, found, packages, arrivals, renames, rewriting, edits.tree, tuple(notes))


def _arrivals(layout: Layout) -> tuple[Arrival, ...]:
    root = layout.host.tree.root
    order = [*HEADINGS, COPIES]
    return tuple(
        Arrival(
            one.source,
            one.path,
            _read(layout, one.source),
            HEADINGS.get(one.kind, one.kind),
            os.access(os.path.join(root, one.source), os.X_OK),
        )
        for one in sorted(layout.placed, key=lambda one: (order.index(one.kind), one.path))
    )


def _read(layout: Layout, path: str) -> bytes:
    from coldframe.resolve.writing.places import contents
    from coldframe.source.worktree import WorkTree

    tree = layout.host.tree
    if isinstance(tree, WorkTree):  # which reads nothing that is very large
        return contents(tree.root, path) or b""
    return tree.read(path)
