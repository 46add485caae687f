"""What was found of known bugs: how often, in which signatures, in how many runs of the past."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.prove.triage.known.condition import Record, holds
from coldframe.prove.triage.known.queries import Query
from coldframe.prove.triage.records import said
from coldframe.prove.triage.tally import Group, Hits, Signature, Tally

if TYPE_CHECKING:
    from coldframe.prove.triage.runs import Comparison

# A query that fits more of the runs that passed does not say why others failed: the measure
# that elastic-recheck holds its queries to.
COMMON = 0.1


class KnownBug(NamedTuple):
    """A query with what it fits: records, signatures, and runs of the past (of how many)."""

    query: Query
    hits: Hits
    signatures: frozenset[Signature]
    passed: int = 0
    of_passed: int = 0
    failed: int = 0
    of_failed: int = 0

    @property
    def common(self) -> bool:
        """Whether it fits more than a tenth of the runs that passed."""
        return self.passed > COMMON * self.of_passed


def bugs(
    queries: Sequence[Query], tally: Tally, groups: Sequence[Group], runs: Comparison | None
) -> tuple[KnownBug, ...]:
    """All bugs of ``queries``, those with the most records first.

    A signature is a bug's if the first failure that it was seen with is.
    """
    examples = [(group, _record(group)) for group in groups]
    found = []
    for query in queries:
        mine = frozenset(
            group.signature
            for group, record in examples
            if any(needle in record[1] for needle in query.needles)
            and any(
                holds(query.condition, record[0]._replace(log=log)) for log in group.logs or [""]
            )
        )
        counts = (0, 0, 0, 0)
        if runs is not None:
            in_passed, in_failed = runs.passed_known[query.bug], runs.failed_known[query.bug]
            counts = (in_passed, runs.passed, in_failed, runs.failed)
        found.append(KnownBug(query, tally.known.get(query.bug) or Hits(), mine, *counts))
    return tuple(sorted(found, key=lambda bug: (-bug.hits.count, bug.query.bug)))


def _record(group: Group) -> tuple[Record, bytes]:
    """A group's example as a record, and its bytes in small letters."""
    data = group.example.encode("utf-8", "surrogateescape")
    record = said(data[:400])
    return Record("", group.example, record.level, record.logger), data.lower()
