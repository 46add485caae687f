"""Corrects a fact: by another one, which says why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.prove.evidence.fact import OUTCOMES, WITHDRAWN, Stored

if TYPE_CHECKING:
    from coldframe.prove.evidence.store import Store


def correct(store: Store, number: int, reason: str, outcome: str = "", feature: str = "") -> Stored:
    """Add the fact that counts instead of fact ``number``, and return it.

    Without ``outcome`` fact ``number`` is withdrawn: nothing counts instead.  ``feature`` is the
    module of the only feature whose facts may be corrected.

    Raises Mistake: there is no such fact, it is corrected already, or no reason is given.
    """
    outcome = outcome or WITHDRAWN
    if outcome not in OUTCOMES:
        raise Mistake(f"there is no outcome {outcome!r}", f"There are: {', '.join(OUTCOMES)}.")
    if not reason.strip():
        raise Mistake(
            f"no reason is given why fact {number} is wrong",
            f'Write: --correct {number} --reason "the disk of the runner was full"',
        )
    wrong = store.fact(number)
    if wrong is None or (feature and wrong.fact.feature != feature):
        of = f" of {feature}" if feature else ""
        raise Mistake(
            f"there is no fact {number}{of} in {store.shown}",
            "See `coldframe prove NAME --facts` for their numbers.",
        )
    if wrong.fact.outcome == outcome:
        raise Mistake(
            f"fact {number} says {outcome} already",
            "Give another --outcome, or none to withdraw it.",
        )
    detail = json.dumps({"reason": reason.strip(), "instead_of": wrong.fact.outcome})
    (added,) = store.append([wrong.fact._replace(outcome=outcome, corrects=number, detail=detail)])
    found = store.fact(added)
    assert found is not None
    return found
