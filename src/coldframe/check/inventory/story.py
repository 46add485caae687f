"""What holds a feature back, and what to do next: from what its row says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.check.clockwork import MOVED

if TYPE_CHECKING:
    from coldframe.check.inventory.records import Row

_ENDED = (MOVED, "promoted", "retired", "extracted")


def holds_back(row: Row) -> list[str]:
    """What stands between the feature and its promotion, a sentence each."""
    if row.stage in _ENDED:
        return []
    said, held = row.feature.declaration, []
    if said is None:
        held.append("It is not declared: no spec, no owner, no place to go.")
    else:
        if not said.spec:
            held.append("It has no spec.")
        if not said.target:
            held.append("Its declaration does not say where promotion would move it (target).")
    if said is not None and row.owners_from not in ("declaration", "CODEOWNERS"):
        held.append("Nobody is named as its owner.")
    if row.tests == ():
        held.append("No test file covers it.")
    if row.docs == ():
        held.append("No page of the docs mentions it.")
    if said is not None and said.needs:
        held.append(f"It needs other preview features: {', '.join(said.needs)}.")
    if row.reached_by:
        places = len(row.reached_by)
        held.append(
            f"{places} place{'' if places == 1 else 's'} in stable code"
            f" reach{'es' if places == 1 else ''} into it."
        )
    return held


def next_steps(row: Row) -> list[str]:
    """What to do, the most urgent first, with the command or the line to write."""
    if row.stage in _ENDED:
        target = row.feature.forwards_to
        where = f" to {target}" if target else ""
        return [
            f"It has moved{where}; take out what is left of it when its old name need not"
            " work any more."
        ]
    steps = []
    if row.feature.declaration is None:
        steps.append("Declare it: `coldframe init` writes what can be inferred.")
    if row.stage in ("overdue", "due"):
        steps.append(
            "Decide: promote it, take it out, or have a new spec approved:"
            f" `coldframe renew {row.name} --spec … --until …`."
        )
    if row.deadline.stale:
        steps.append("Repair the renewal that does not count: `coldframe explain stale_renewal`.")
    if row.reached_by:
        steps.append("Take it out of stable code: `coldframe check --rule stable_imports_preview`.")
    return steps or ["Nothing now."]
