"""Every planted fault is found on every engine where it shows, and no near miss is."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from databases import server
from planted import CASES, FAULTS, NEAR_MISSES
from planted.case import Case

from coldframe.check.migrations.catalogue import MIGRATION_RULES
from coldframe.check.migrations_check import migrations_check

RUNS = [
    pytest.param(case, engine, id=f"{case.rule}: {case.name} ({engine})")
    for case in CASES
    for engine in case.engines
]
RULES = {module.RULE.name for module in MIGRATION_RULES}


@pytest.mark.parametrize(("case", "engine"), RUNS)
def test_planted(case: Case, engine: str, tmp_path: Path) -> None:
    # That a fault is found among all others is the same on every engine, and files cost least.
    # A second run needs copies of the database, which are what costs most on a server.
    rules = [case.rule] if case.fault and engine != "sqlite" else []
    if engine != "sqlite" and "sqlite" in case.engines and case.rule != "not_resumable":
        rules = rules or sorted(RULES - {"not_resumable"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Alembic warns of what is planted
        outcome = migrations_check(
            str(case.plant(tmp_path)), databases=[server(engine)], rules=rules
        )
    found = [(finding.rule, finding.message) for finding in outcome.findings]
    if case.fault:
        assert case.rule in {rule for rule, _ in found}, found
    else:
        assert found == []


def test_there_are_enough() -> None:
    assert len(FAULTS) >= 40 and len(NEAR_MISSES) >= 40


def test_names_are_used_once() -> None:
    names = [(case.rule, case.name) for case in CASES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_has_faults_and_near_misses(rule: str) -> None:
    assert [case for case in FAULTS if case.rule == rule]
    assert [case for case in NEAR_MISSES if case.rule == rule]
