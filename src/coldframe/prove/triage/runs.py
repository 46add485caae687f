"""Compares signatures with those of runs that passed and of runs that failed.

A run counts once for a signature, however often the signature is in its logs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from coldframe.prove.triage.lift import Lift, lift
from coldframe.prove.triage.listed import Log, logs
from coldframe.prove.triage.tally import Signature, Tally


class Comparison(NamedTuple):
    """In how many of ``passed`` and ``failed`` runs each signature is, and each known bug."""

    passed: int
    failed: int
    passed_with: Counter[Signature]
    failed_with: Counter[Signature]
    passed_known: Counter[str]
    failed_known: Counter[str]

    def is_new(self, signature: Signature) -> bool:
        """Whether no run of the past has it."""
        return not self.passed_with[signature] and not self.failed_with[signature]

    def lift(self, signature: Signature) -> Lift | None:
        """How much more often failed runs have it than passed ones."""
        return lift(
            self.failed_with[signature], self.failed, self.passed_with[signature], self.passed
        )

    def newness(self) -> float:
        """The highest rate at which a signature that no run has may still occur, with 95 %.

        Source: the exact upper bound of Clopper and Pearson (1934) for none of n.
        """
        runs = self.passed + self.failed
        return float(1 - 0.05 ** (1 / runs)) if runs else 1.0


def compare(
    passed: Sequence[str], failed: Sequence[str], read: Callable[[Sequence[Log]], Tally]
) -> Comparison:
    """Read the logs of ``passed`` and ``failed`` runs: a file or a folder each."""
    counts: list[Counter[Signature]] = []
    bugs: list[Counter[str]] = []
    for runs in (passed, failed):
        counted: Counter[Signature] = Counter()
        known: Counter[str] = Counter()
        for run in runs:
            tally = read(logs([run]))
            counted.update(set(tally.groups))
            known.update(set(tally.known))
        counts.append(counted)
        bugs.append(known)
    return Comparison(len(passed), len(failed), counts[0], counts[1], bugs[0], bugs[1])
