"""Whether a feature that is there already is what an adoption would bring, byte for byte.

The adoption is planned once more, on the host without what is the feature's own.  So a second run
has the same answer in every clone, whoever applied the first one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.resolve.plan import Edit
from coldframe.resolve.planned_tree import PlannedTree

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.plan import Plan

_MOST = 3


def without_feature(host: Host, feature: Feature) -> Host:
    """``host`` without the files that are ``feature``'s own; its metadata stays as it is."""
    from coldframe.check.host import Host
    from coldframe.resolve.belongings import belongings
    from coldframe.resolve.retiring.emptied import emptied

    found = belongings(host, feature)
    own = sorted({*found.files, *emptied(host, found), *host.tree.under(feature.path)})
    gone = [Edit(path, host.tree.read(path), None, "") for path in own]
    return Host(PlannedTree(host.tree, gone), host.settings)


def refuse_difference(host: Host, feature: Feature, source: str, plan: Plan, without: Host) -> None:
    """Raise Mistake if ``plan``, made for the host ``without`` ``feature``, gives another tree."""
    there = PlannedTree(without.tree, plan.edits, (), plan.arrivals)
    brought = {*(edit.path for edit in plan.edits), *(file.path for file in plan.arrivals)}
    own = {path for path in host.tree.paths() if not without.tree.exists(path)}
    differ = [path for path in sorted(brought | own) if _said(host, path, there)]
    differ += [refusal.why for refusal in plan.refusals]
    if not differ:
        return
    shown = "; ".join(_said(host, path, there) or path for path in differ[:_MOST])
    more = f"; and {len(differ) - _MOST} more" if len(differ) > _MOST else ""
    raise Mistake(
        f"{feature.module} exists already, and is not what {source} would bring: {shown}{more}",
        "Choose another name; or retire the feature first, if the project shall take its place.",
        feature.path,
    )


def _said(host: Host, path: str, planned: PlannedTree) -> str:
    """How the file of that path differs; empty if it does not."""
    if not planned.exists(path):
        return f"{path} would not be there" if host.tree.exists(path) else ""
    if not host.tree.exists(path):
        return f"{path} is not there"
    return "" if host.tree.read(path) == planned.read(path) else f"{path} differs"
