"""Every rule's example trees: ``bad`` gives exactly ``findings.txt``, ``good`` nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import EXAMPLES, copied_example

from coldframe.check.catalogue import records
from coldframe.check.finding import Finding
from coldframe.check.migrations_check import migrations_check
from coldframe.check.run import check

NAMES = [record.name for record in records()]


def found(rule: str, root: Path) -> list[Finding]:
    """What the rule alone finds."""
    record = next(record for record in records() if record.name == rule)
    if record.recorded:
        return list(migrations_check(str(root), rules=[rule]).findings)
    return list(check(str(root), rules=[rule], probe=record.probe).findings)


def as_line(finding: Finding) -> str:
    """``path:line message``, as in ``findings.txt``."""
    return f"{finding.path}:{finding.line} {finding.message}"


@pytest.mark.parametrize("rule", NAMES)
def test_bad_example_gives_exactly_its_findings(rule: str, tmp_path: Path) -> None:
    expected = (EXAMPLES / rule / "findings.txt").read_text(encoding="utf-8").splitlines()
    assert expected, "a bad example has findings"
    findings = found(rule, copied_example(rule, "bad", tmp_path))
    assert sorted(map(as_line, findings)) == sorted(
        line.strip() for line in expected if line.strip()
    )
    assert {finding.rule for finding in findings} == {rule}
    assert all(finding.hint for finding in findings)


@pytest.mark.parametrize("rule", NAMES)
def test_good_example_gives_nothing(rule: str, tmp_path: Path) -> None:
    assert list(map(as_line, found(rule, copied_example(rule, "good", tmp_path)))) == []
