"""The lift of a signature, and what runs of the past say of it."""

from __future__ import annotations

from math import inf, isinf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coldframe.prove.triage.blame import blame
from coldframe.prove.triage.lift import lift


def test_the_example_of_the_paper() -> None:
    found = lift(36, 40, 16, 80)
    assert found is not None
    assert (round(found.ratio, 2), round(found.low, 2), round(found.high, 2)) == (4.5, 2.94, 7.15)


def test_what_cannot_be_said_is_not_said() -> None:
    assert lift(0, 5, 0, 5) is None
    assert lift(1, 1, 0, 0) is None
    once = lift(1, 5, 0, 5)
    assert once is not None and isinf(once.ratio) and once.low < 1, "once is no evidence"
    never = lift(0, 50, 5, 50)
    assert never is not None and never.ratio == never.low == 0 and 0 < never.high < 1


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_the_interval_holds_the_ratio(failed: int, passed: int, data: st.DataObject) -> None:
    x, y = data.draw(st.integers(0, failed)), data.draw(st.integers(0, passed))
    found = lift(x, failed, y, passed)
    if found is not None:
        assert 0 <= found.low <= found.ratio * (1 + 1e-6) and found.ratio <= found.high * (1 + 1e-6)
        back = lift(y, passed, x, failed)
        assert back is not None
        if found.low > 0 and found.high < inf:
            assert back.low == pytest.approx(1 / found.high, rel=1e-4)


def failure(kind: str) -> str:
    return f'Traceback (most recent call last):\n  File "/srv/shop/shop/a.py", line 3, in run\n    run()\n{kind}: no\n'


def test_runs_are_compared_run_by_run(tmp_path: Path) -> None:
    passed, failed = [], []
    for at in range(8):
        for name, runs, text in (
            ("passed", passed, failure("Noise") * 3 if at < 6 else "quiet\n"),
            ("failed", failed, failure("Cause") + failure("Noise")),
        ):
            folder = tmp_path / f"{name}{at}"
            folder.mkdir()
            (folder / "log").write_text(text)
            runs.append(str(folder))
    (tmp_path / "log").write_text(failure("Noise") + failure("Cause") + failure("Fresh"))
    found = blame([str(tmp_path / "log")], str(tmp_path), passed=passed, failed=failed)
    runs = found.runs
    assert runs is not None
    by_kind = {g.signature.kind: g.signature for g in found.groups}
    noise, cause = runs.lift(by_kind["Noise"]), runs.lift(by_kind["Cause"])
    assert noise is not None and noise.low < 1 < noise.high
    assert cause is not None and isinf(cause.ratio) and cause.low > 1
    assert [g.signature.kind for g in found.new()] == ["Fresh"]
    assert runs.lift(by_kind["Fresh"]) is None
