"""What goes when a feature is left out: all that is its own; other code stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coldframe.prove.absence.records import NAMES, Break, Part, Spared, judged
from coldframe.resolve.belonging.reach import Reach
from coldframe.resolve.rehearsing.expected import expected
from coldframe.resolve.rehearsing.nowhere import Nowhere
from coldframe.resolve.retiring.refusals import dependents
from coldframe.resolve.retiring.removal import SPARED, removal

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.planned_tree import PlannedTree


class LeftOut(NamedTuple):
    """The ``changes`` that leave a feature out, None for what is deleted; and the ``tree`` then.

    ``spared`` lines of other code name the feature and stay.  ``names`` is what reading the
    tree shows: what would load a name that is gone.  ``needing`` features cannot do without it.
    """

    changes: dict[str, bytes | None]
    tree: PlannedTree
    spared: tuple[Spared, ...]
    names: Part
    needing: tuple[Feature, ...]


def left_out(host: Host, feature: Feature) -> LeftOut:
    """What leaving ``feature`` out does to the tree of ``host``; nothing is written.

    That are the edits of its retirement but for those in code that stays: packagers who leave a
    feature out do not edit code either.
    """
    reach = Reach(host)
    plan = removal(host, feature, reach, give_back=False, spare=lambda path: _is_code(host, path))
    after = Nowhere(host, reach).after(plan.edits, (), feature.module)
    needing = tuple(one for one, _ in dependents(host, feature))
    breaks = []
    for one in after.lost:
        if host.places.is_test(one.path) or host.places.is_example(one.path):
            continue  # whether tests fail is seen when they run; nobody imports examples
        if one.scope == "type_checking" or any(f.owns(one.path) for f in needing):
            continue
        if one.path.endswith(".py") and one.line in expected(after.tree.read(one.path)):
            continue
        why = f"{one.target} is not there any more"
        breaks.append(Break(one.path, one.path, one.line, one.text, why))
    looked = sum(path.endswith(".py") for path in after.tree.paths())
    return LeftOut(
        {edit.path: edit.after for edit in plan.edits},
        after.tree,
        tuple(Spared(one.path, one.line, one.text) for one in plan.left if one.why == SPARED),
        judged(Part(NAMES, "", looked, tuple(breaks))),
        needing,
    )


def _is_code(host: Host, path: str) -> bool:
    places = host.places
    return (
        path.endswith((".py", ".pyi", ".pyx"))
        and not places.is_test(path)
        and not places.is_migration(path)
        and not places.is_example(path)
    )
