"""Rules in a second process: the same findings, and nothing lost when it fails."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hosts import copied_example

from coldframe.check.apart import APART, Apart
from coldframe.check.beside import Beside
from coldframe.check.catalogue import rule_named
from coldframe.check.discovery import open_host
from coldframe.check.finding import OFF
from coldframe.check.run import check

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux only")


def gone(process: int) -> bool:
    """Whether there is no such process any more, not even a dead one that nobody asked after."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_what_work_returns_comes_back() -> None:
    with Beside(lambda: ({"a": [("b", 1, "ü")]}, os.getpid(), "x" * 3_000_000)) as other:
        told = other.result()
    assert told[0] == {"a": [("b", 1, "ü")]} and len(told[2]) == 3_000_000
    assert told[1] != os.getpid() and gone(told[1])


def test_work_that_fails_gives_no_answer_and_says_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    def fail() -> None:
        raise KeyboardInterrupt

    for work in (fail, lambda: sys.exit(0), lambda: object()):
        with Beside(work) as other:
            assert other.result() is None
    assert capfd.readouterr() == ("", "")


def test_work_that_nobody_waits_for_is_ended() -> None:
    reading, writing = os.pipe()
    with pytest.raises(IndexError, match="enough"), Beside(lambda: os.read(reading, 1)) as other:
        process = other.process
        raise IndexError("enough")
    assert gone(process)
    os.close(reading)
    os.close(writing)


@pytest.mark.parametrize(("family", "rule"), APART)
def test_rules_apart_find_the_same_and_wait_for_nothing_that_was_begun_before(
    family: str, rule: str, tmp_path: Path
) -> None:
    known = rule_named(rule)
    assert known is not None and known.RULE.family == family and known.RULE.severity != OFF
    root = str(copied_example(rule, "bad", tmp_path))
    plain, forked = check(root), check(root, fork=True)
    assert any(finding.rule == rule for finding in plain.findings)
    assert forked._replace(host=None) == plain._replace(host=None)
    host = open_host(root)
    assert host.preview_trees  # git is searching, for this process alone
    with Apart(host, list(APART)) as apart:
        told = apart.findings(host)
    assert told is not None and list(told) == [name for _, name in APART]


def test_severities_of_the_settings_count_and_what_is_off_is_off(tmp_path: Path) -> None:
    root = copied_example("unlabelled_option", "bad", tmp_path)
    with (root / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('\n[tool.coldframe.rules]\nunlabelled_option = "warn"\nshared_claim = "off"\n')
    outcome = check(str(root), fork=True)
    found = [finding for finding in outcome.findings if finding.rule == "unlabelled_option"]
    assert found and {finding.severity for finding in found} == {"warn"}
    assert "shared_claim" not in {rule.name for rule in outcome.rules}
    assert outcome._replace(host=None) == check(str(root))._replace(host=None)
