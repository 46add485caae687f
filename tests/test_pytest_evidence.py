"""``pytest --coldframe-evidence`` in little hosts."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy.dialects.sqlite  # noqa: F401  pytester forgets what its tests load; loaded twice, it breaks
from evidenced import GOLD, LOYALTY, shop

from coldframe.prove.evidence.fact import Fact
from coldframe.prove.evidence.store import Store

pytest_plugins = ["pytester"]
TESTS = """\
import pytest

def test_good(): pass
def test_bad(): assert 0
@pytest.mark.skip
def test_skipped(): pass
@pytest.mark.xfail
def test_expected(): assert 0
@pytest.fixture
def broken(): 1 / 0
def test_error(broken): pass
@pytest.fixture
def untidy():
    yield
    1 / 0
def test_untidy(untidy): pass
"""
PLACE = "tests/preview/loyalty/test_points.py"
NAME = "tests.preview.loyalty.test_points"
FILES = {PLACE: TESTS, "tests/test_wide.py": "from shop.preview import gold\ndef test_it(): pass\n"}


def run(pytester: pytest.Pytester, *words: str) -> tuple[pytest.RunResult, list[Fact]]:
    """What became of a run, and what it has recorded."""
    pytester.makeini("[pytest]\npythonpath = .\naddopts = --import-mode=importlib\n")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", *words)
    with Store(str(pytester.path / ".coldframe/evidence.sqlite")) as store:
        found = [one.fact for module in (LOYALTY, GOLD) for one in store.facts(module)]
    return result, found


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_outcomes_are_recorded_once_with_workers_too(
    pytester: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    shop(pytester.path, **FILES)
    result, facts = run(pytester, "--coldframe-evidence", *workers)
    assert {(fact.feature, fact.subject, fact.outcome) for fact in facts} == {
        (LOYALTY, f"{NAME}.test_good", "passed"),
        (LOYALTY, f"{NAME}.test_bad", "failed"),
        (LOYALTY, f"{NAME}.test_skipped", "skipped"),
        (LOYALTY, f"{NAME}.test_expected", "passed"),
        (LOYALTY, f"{NAME}.test_error", "error"),
        (LOYALTY, f"{NAME}.test_untidy", "error"),
        (GOLD, "tests.test_wide.test_it", "passed"),
    }
    assert len(facts) == 7
    assert len({(fact.run, fact.source) for fact in facts}) == 1
    assert all(fact.digest for fact in facts)
    result.stdout.fnmatch_lines(["recorded 7 facts as run *", f"about {GOLD}, {LOYALTY}"])
    assert result.ret == 1


def test_files_that_cannot_be_read_and_runs_of_no_feature(pytester: pytest.Pytester) -> None:
    shop(pytester.path, **{**FILES, PLACE: "import nowhere\n"})
    _, facts = run(pytester, "--coldframe-evidence", "--continue-on-collection-errors", "tests")
    assert (LOYALTY, NAME, "error") in {(f.feature, f.subject, f.outcome) for f in facts}


def test_misuse_and_stores_that_cannot_be_written(pytester: pytest.Pytester) -> None:
    shop(pytester.path, **FILES)
    result, facts = run(pytester, "--coldframe-evidence", "tests")
    result.stderr.fnmatch_lines(["*write it last, or --coldframe-evidence=STORE tests"])
    assert (result.ret, facts) == (4, [])
    result, _ = run(pytester, "--coldframe-evidence=mysql://a@b/c", "tests/test_wide.py")
    result.stdout.fnmatch_lines(["nothing is recorded: *not in mysql*"])
    assert result.ret == 4


def test_it_records_elsewhere(pytester: pytest.Pytester, tmp_path: Path) -> None:
    shop(pytester.path, **FILES)
    place = tmp_path / "other.sqlite"
    _, here = run(pytester, f"--coldframe-evidence={place}", "tests/test_wide.py")
    assert here == []
    with Store(str(place)) as store:
        assert [one.fact.outcome for one in store.facts(GOLD)] == ["passed"]
