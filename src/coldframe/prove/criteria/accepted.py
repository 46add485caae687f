"""People stand behind it: reviews, approvals, and those who use it.

This counts only where the settings ask for it.  Reviews are those of the last commit that changed
the feature's code, from its trailers and Gerrit's notes, and those that are recorded from a forge
for this code.  Who uses it is true whatever the code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.prove.criteria.criterion import LACKING, MET, NOT_MET, Criterion, Part
from coldframe.prove.evidence.fact import FAILED, PASSED
from coldframe.prove.sources.git_reviews import votes_in_git
from coldframe.prove.sources.reviews import APPROVAL, REVIEW

if TYPE_CHECKING:
    from coldframe.prove.criteria.case import Case

CRITERION = Criterion(
    "accepted",
    "Enough people have reviewed and approved the feature as it is, and enough use it.",
    "Code that one person wants is that person's to keep; stable code is everybody's.",
    "Record what a forge says, or a list of adopters: `coldframe prove NAME --from reviews.json`.",
)


def parts(case: Case) -> Iterator[Part]:
    """Reviews, approvals, adopters; and nobody against it."""
    asked = case.demands(CRITERION.name)
    votes = {(v.label, v.who): v.outcome for v in votes_in_git(case.host, case.feature)}
    for stored in case.latest("review"):
        said = _detail(stored.fact.detail)
        votes[said.get("label", REVIEW), said.get("who", stored.fact.subject)] = stored.fact.outcome
    against = sorted(who for (_, who), outcome in votes.items() if outcome == FAILED)
    if against:
        yield Part(NOT_MET, f"against it: {', '.join(against)}", "settle what they object to", 0.0)
    todo = f"{case.command} --from reviews.json, or trailers: Reviewed-by, Approved-by"
    for label in (REVIEW, APPROVAL):
        count = sum(key[0] == label and outcome == PASSED for key, outcome in votes.items())
        yield _counted(f"{label}s", count, asked[f"{label}s"], todo)
    if asked["adopters"]:
        adopters = case.latest("adoption", of_any_code=True)
        todo = f"{case.command} --from adopters.toml"
        yield _counted("adopters", len(adopters), asked["adopters"], todo)


def _counted(what: str, count: int, least: float, todo: str) -> Part:
    enough = count >= least
    says = f"{count} of {least:g} {what}"
    return Part(MET if enough else LACKING, says, todo, count / least if least else 1.0)


def _detail(text: str) -> dict[str, str]:
    try:
        said = json.loads(text or "{}")
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
