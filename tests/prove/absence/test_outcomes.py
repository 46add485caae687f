"""How tests went is read from our plugin, and else from what runners print."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from coldframe.prove.absence.outcomes import Failed, outcomes

UNITTEST = """\
..E.F
======================================================================
ERROR: test_prices (unittest.loader._FailedTest.test_prices)
----------------------------------------------------------------------
ImportError: Failed to import test module: test_prices
Traceback (most recent call last):
  File "x.py", line 1, in <module>
ModuleNotFoundError: No module named 'shop.preview.gold'

======================================================================
FAIL: test_b (tests.test_soft.Soft.test_b)
----------------------------------------------------------------------
Traceback (most recent call last):
AssertionError: 1 != 2

----------------------------------------------------------------------
Ran 5 tests in 0.001s

FAILED (failures=1, errors=1)
"""
STESTR = """\
{0} shop.tests.test_a.A.test_one [0.000127s] ... ok
{1} shop.tests.test_a.A.test_two [0.010000s] ... FAILED

Captured traceback:
~~~~~~~~~~~~~~~~~~~
    Traceback (most recent call last):
    ValueError: no

======
Totals
======
Ran: 2 tests in 0.5 sec.
 - Passed: 1
 - Skipped: 0
 - Failed: 1
"""


def recorded(*events: dict[str, object]) -> bytes:
    return b"".join(json.dumps(event).encode() + b"\n" for event in events)


def test_our_plugin_is_believed() -> None:
    why = {"why": "ValueError: no", "path": "a.py", "line": 3}
    record = recorded(
        {"id": "a::one", "outcome": "passed"},
        {"id": "a::one", "outcome": "error", **why},  # its teardown
        {"id": "a::two", "outcome": "skipped"},
        {"id": "a::three", "outcome": "passed"},
    )
    told = outcomes(record + b'{"id": "a::fo', "FAIL: something else")
    assert told.exact and told.ran == 2
    assert told.failed == {"a::one": Failed("a::one", "a.py", 3, "ValueError: no")}


def test_unittest_is_read() -> None:
    told = outcomes(b"", UNITTEST)
    assert not told.exact and told.ran == 5
    names = {
        "test_prices (unittest.loader._FailedTest.test_prices)": "ModuleNotFoundError: No module"
        " named 'shop.preview.gold'",
        "test_b (tests.test_soft.Soft.test_b)": "AssertionError: 1 != 2",
    }
    assert {test: one.why for test, one in told.failed.items()} == names


def test_stestr_is_read() -> None:
    told = outcomes(b"", STESTR)
    assert told.ran == 2
    (one,) = told.failed.values()
    assert one == Failed("shop.tests.test_a.A.test_two", why="ValueError: no")


@settings(max_examples=50)
@given(st.binary(max_size=300), st.text(max_size=300))
def test_anything_can_be_read(record: bytes, printed: str) -> None:
    told = outcomes(record, printed)
    assert told.ran >= len(told.failed) or told.exact
