"""Gives everything its new name: in what arrives, in the host, and where nothing says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.resolve.adopting.adoption import Adoption
    from coldframe.resolve.plan import Left


def rewrite_names(adoption: Adoption) -> None:
    """Rewrite the references; the host's own files know no path of the project."""
    from coldframe.resolve.rewrite.rewrite import rewrite

    come = {arrival.path for arrival in adoption.arrivals}
    if adoption.names.modules:
        done = rewrite(adoption.edits.tree, adoption.names, within=come.__contains__)
        adoption.edits.add(done.edits)
        adoption.left += done.left
    if adoption.names_in_host.modules:
        tree = adoption.edits.tree
        done = rewrite(tree, adoption.names_in_host, within=lambda path: path not in come)
        adoption.edits.add(done.edits)
        adoption.left += [one for one in done.left if _is_hosts(adoption, one)]


def follow_ties(adoption: Adoption) -> None:
    """What the host's framework ties to the names of modules; what it says of a place counts."""
    from coldframe.resolve.adapters.adapter import Relocation

    for adapter in adoption.adapters:
        feature = adoption.feature
        relocation = Relocation(adoption.edits.tree, adoption.names, feature.module, feature.tree)
        ties = adapter.ties(relocation)
        adoption.edits.add(ties.edits)
        said = {(one.path, one.line) for one in ties.left} | set(ties.settled)
        adoption.left = [one for one in adoption.left if (one.path, one.line) not in said]
        adoption.left += ties.left
        adoption.notes += ties.notes


def _is_hosts(adoption: Adoption, left: Left) -> bool:
    """Whether the host wrote that line: what the adoption adds has the new names already."""
    tree = adoption.host.tree
    if not tree.exists(left.path):
        return False
    text = tree.read(left.path).decode("utf-8", "replace")
    return "".join(left.text.split()) in {"".join(line.split()) for line in text.splitlines()}
