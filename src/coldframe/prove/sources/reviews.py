"""Reviews that a forge has exported: GitHub, Gitea and Forgejo, GitLab, Gerrit.

GitHub, Gitea: the list that `/repos/O/R/pulls/N/reviews` gives.  GitLab: the object of
`/projects/P/merge_requests/N/approvals`.  Gerrit: the object of `/changes/N/detail`.
Of several reviews by one person the last one counts; a comment is no vote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.prove.evidence.fact import FAILED, NOTED, PASSED, Fact
from coldframe.prove.sources.source import Source
from coldframe.prove.sources.tested import moment_or_none

if TYPE_CHECKING:
    from coldframe.prove.sources.source import Given

SOURCE = Source("reviews", "reviews exported from a forge, in JSON", once=False)
KIND = "review"
REVIEW, APPROVAL = "review", "approval"
_STATES = {"APPROVED": 2, "CHANGES_REQUESTED": -2, "REQUEST_CHANGES": -2, "DISMISSED": 0}
_GERRIT = b")]}'"


class Vote(NamedTuple):
    """One person's word: ``label`` is REVIEW or APPROVAL, ``value`` from -2 to 2."""

    label: str
    who: str
    value: int
    time: str = ""
    commit: str = ""

    @property
    def subject(self) -> str:
        """What the fact of it is about."""
        return f"{self.label} by {self.who}"

    @property
    def outcome(self) -> str:
        """Two points pass, a veto fails."""
        return PASSED if self.value > 1 else FAILED if self.value < 0 else NOTED

    @property
    def detail(self) -> dict[str, str]:
        """What else there is to know."""
        return {"label": self.label, "who": self.who, "commit": self.commit}


def recognises(head: bytes, name: str) -> bool:
    """Whether it is one of the four."""
    head = head.lstrip()
    if head.startswith(_GERRIT) or (head[:1] == b"{" and b'"labels"' in head):
        return b'"labels"' in head or b"_number" in head
    if head[:1] == b"[":
        return b'"state"' in head and b'"user"' in head
    return head[:1] == b"{" and b'"approved_by"' in head


def read(given: Given) -> Iterator[Fact]:
    """One fact per person and label, about the feature that the user names."""
    if given.only is None:
        raise given.mistake(
            "reviews do not say which feature they are about",
            f"Name it: coldframe prove NAME --from {given.name}",
        )
    text = given.text().removeprefix(_GERRIT.decode())
    said = given._replace(data=text.encode()).json()
    try:
        votes = list(_votes(said))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise given.mistake(
            f"these are no reviews: {type(error).__name__} {error}",
            "Give what the forge's API answers, unchanged.",
        ) from None
    for vote in last(votes):
        yield given.fact(
            given.only,
            KIND,
            vote.subject,
            vote.outcome,
            float(vote.value),
            time=vote.time,
            detail=vote.detail,
        )


def last(votes: Iterable[Vote]) -> list[Vote]:
    """The last vote of each person and label."""
    return sorted({(vote.label, vote.who): vote for vote in votes}.values())


def _votes(said: Any) -> Iterator[Vote]:
    if isinstance(said, list):  # GitHub, Gitea, in the order of time
        for one in said:
            if one["state"] in _STATES and one.get("user"):
                value = 0 if one.get("dismissed") else _STATES[one["state"]]
                time = moment_or_none(str(one.get("submitted_at") or ""))
                commit = str(one.get("commit_id") or "")
                yield Vote(REVIEW, str(one["user"]["login"]), value, time, commit)
    elif "approved_by" in said:
        time = moment_or_none(str(said.get("updated_at") or ""))
        for one in said["approved_by"]:
            yield Vote(REVIEW, str(one["user"]["username"]), 2, time)
    else:
        names = {"Code-Review": REVIEW, "Workflow": APPROVAL}
        for label, votes in said["labels"].items():
            for one in votes.get("all", ()) if label in names else ():
                if one.get("value"):
                    who = str(one.get("email") or one.get("username") or one["name"])
                    value = 2 * one["value"] if label == "Workflow" else one["value"]
                    time = moment_or_none(str(one.get("date") or "")[:19])
                    commit = str(said.get("current_revision") or "")
                    yield Vote(names[label], who, int(value), time, commit)
