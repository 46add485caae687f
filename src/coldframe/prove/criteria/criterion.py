"""What a criterion is: a record, and a function beside it in the same file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from coldframe.prove.criteria.case import Case

MET, NOT_MET, LACKING, STALE = "met", "not met", "not enough evidence", "stale"
# Of several parts the one that comes first here decides.
STATES = (NOT_MET, STALE, LACKING, MET)


class Criterion(NamedTuple):
    """A criterion's name (its file, and its key in the settings), and what it is about.

    ``what`` it wants and ``why`` in a sentence or two, ``hint`` what to do where it is not met.
    """

    name: str
    what: str
    why: str
    hint: str


class Part(NamedTuple):
    """One thing that a criterion looks at: ``says`` what is there, with its numbers.

    ``todo`` is what supplies the rest, if possible a command.  ``share`` is how much of what is
    asked for is there, from 0 to 1.  A ``moot`` one does not matter to a promotion, which puts it
    right or asks for it by itself.
    """

    state: str
    says: str
    todo: str = ""
    share: float = 1.0
    moot: bool = False


class Judgement(NamedTuple):
    """What became of one criterion: its parts, and the numbers of the facts that they rest on."""

    criterion: str
    parts: tuple[Part, ...]
    facts: tuple[int, ...] = ()

    @property
    def state(self) -> str:
        """One of STATES: the worst of all parts."""
        found = {part.state for part in self.parts}
        return next((state for state in STATES if state in found), MET)

    @property
    def met(self) -> bool:
        """Whether nothing is missing."""
        return self.state == MET

    @property
    def share(self) -> float:
        """How much of it is there, from 0 to 1; only what is met is whole."""
        if self.met or not self.parts:
            return 1.0
        shares = [1.0 if part.state == MET else min(part.share, 0.95) for part in self.parts]
        return sum(shares) / len(shares)

    @property
    def todo(self) -> tuple[str, ...]:
        """What supplies what is missing."""
        return tuple(dict.fromkeys(p.todo for p in self.parts if p.state != MET and p.todo))


class CriterionModule(Protocol):
    """The contract of a criterion: a module with these two names."""

    CRITERION: Criterion

    def parts(self, case: Case) -> Iterator[Part]:
        """What is there and what is missing, from the facts of ``case`` alone."""
        ...
