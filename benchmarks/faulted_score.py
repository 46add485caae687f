"""What ``coldframe blame`` says of each fault, beside whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.faulted_chosen import Mutant
from benchmarks.tables import show
from coldframe.check.discovery import open_host
from coldframe.prove.figures.proportion import lower_bound
from coldframe.prove.triage.blame import blame
from coldframe.prove.triage.failed_tests import LOG, TEST, TRACEBACK
from coldframe.prove.triage.owners import Owners
from coldframe.prove.triage.rule_file import rule_file

# Three teams that share the tree, as CODEOWNERS would have them; tests are of whom they test.
TEAMS = """\
neutron/ neutron
neutron/db/l3_* l3
neutron/db/extraroute_db.py l3
neutron/agent/l3/ l3
neutron/services/l3_router/ l3
neutron/tests/unit/db/test_l3_* l3
neutron/tests/unit/agent/l3/ l3
neutron/tests/unit/services/l3_router/ l3
neutron/tests/unit/extensions/test_l3* l3
neutron/tests/unit/extensions/test_extraroute.py l3
neutron/preview/fwaas/ fwaas
neutron/tests/unit/preview/fwaas/ fwaas
"""
_HOW = {
    TRACEBACK: "its traceback is of the code it tests",
    LOG: "its own check failed; a traceback is in its log",
    TEST: "its own check failed, and nothing else is known",
}


class Answer(NamedTuple):
    """What is said of one failed test: by blame, how it knows, and by the test's owner."""

    said: str
    how: str
    naive: str


class Scored(NamedTuple):
    """A fault, whose it is, and the answers for its failed tests."""

    mutant: Mutant
    true: str
    answers: tuple[Answer, ...]

    @property
    def right(self) -> bool:
        """Whether most failed tests, and the first of as many, are put down to its owner."""
        return _most(answer.said for answer in self.answers) == self.true

    @property
    def naively_right(self) -> bool:
        """The same for the owners of the tests."""
        return _most(answer.naive for answer in self.answers) == self.true

    @property
    def how(self) -> str:
        """How blame knows it."""
        said = _most(answer.said for answer in self.answers)
        return next((a.how for a in self.answers if a.said == said), TEST)


class Judge:
    """Reads logs: ``rules`` is a rule file, or ``""`` for the declarations alone."""

    def __init__(self, root: Path, rules: str = "") -> None:
        self._root, self._rules = str(root), rules
        self._owners = Owners(open_host(self._root), rule_file(rules) if rules else ())

    def scored(self, mutant: Mutant, log: Path) -> Scored:
        """What blame says of a log."""
        tests = blame([str(log)], self._root, processes=1, rules=self._rules).tests
        answers = tuple(
            Answer(test.culprit.name, test.known_by, self._owners.of_test(test.name).name)
            for test in tests
        )
        return Scored(mutant, self._owners.of(mutant.fault.path).name, answers)


def report(title: str, rows: Sequence[Scored]) -> None:
    """Print how many are right: by area, by what is in the log, by kind of fault."""
    answers = [(answer, row.true) for row in rows for answer in row.answers]
    right = sum(row.right for row in rows)
    print(f"{title}: {right} of {len(rows)} faults, {right / len(rows):.1%}", end=" ")
    print(f"(with 95 % confidence at least {lower_bound(right, len(rows)):.1%});", end=" ")
    print(f"{sum(a.said == true for a, true in answers)} of {len(answers)} failed tests\n")
    table("area", rows, lambda row: row.mutant.area)
    table("what the failed test left", rows, lambda row: _HOW[row.how])
    table("fault", rows, lambda row: row.mutant.fault.kind)
    for row in rows:
        if not row.right:
            fault, said = row.mutant.fault, _most(answer.said for answer in row.answers)
            print(f"* {row.true}'s, said to be {said or 'nobody'}'s ({row.how}): {fault.kind},")
            print(f"  {fault.path}:{fault.line} in {fault.name}: {fault.was} -> {fault.now}")
    print()


def table(name: str, rows: Sequence[Scored], key: Callable[[Scored], str]) -> None:
    """Print how many of each kind are right, and how many by the owner of the test."""
    kinds = sorted({key(row) for row in rows})
    mine = {kind: [row for row in rows if key(row) == kind] for kind in kinds}
    show(
        (name, "faults", "right", "%", "owner of the test"),
        [
            (
                kind,
                str(len(of)),
                str(sum(row.right for row in of)),
                f"{sum(row.right for row in of) / len(of):.1%}",
                str(sum(row.naively_right for row in of)),
            )
            for kind, of in mine.items()
        ],
    )


def _most(names: Iterable[str]) -> str:
    counts = Counter(names)
    return counts.most_common(1)[0][0] if counts else ""
