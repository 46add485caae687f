"""What the store answers."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import NamedTuple


class Run(NamedTuple):
    """The outcomes of one run at one commit, corrections applied."""

    run: str
    time: str  # of its newest fact
    commit: str
    passed: int
    failed: int
    errors: int
    skipped: int

    @property
    def good(self) -> bool:
        """Whether something passed and nothing else was bad."""
        return self.passed > 0 and not self.failed and not self.errors


class Flake(NamedTuple):
    """A subject that has passed and failed at one commit, and how often it failed."""

    subject: str
    commit: str
    failed: int


class Stale(NamedTuple):
    """How many facts of one kind there are for another state of the code."""

    kind: str
    facts: int
    time: str  # of the newest
    digest: str
