"""What fails with the feature, too, does not count; but what misses the feature does."""

from __future__ import annotations

from coldframe.prove.absence.imports import Failure, Tried
from coldframe.prove.absence.records import STARTS, Part
from coldframe.prove.absence.running import Ran
from coldframe.resolve.absence.comparing import told, with_command

PART = Part(STARTS, "passed", 4)
LACKING = Failure("shop.a", "shop/a.py", 1, "import x", "No module named 'x'", "x")
MISSING = Failure("shop.b", "shop/b.py", 2, "import gold", "No module named 'gold'", "p.gold.rates")
NOT_SET_UP = MISSING._replace(why="settings are not configured", missing="")


def test_what_fails_anyway_does_not_count() -> None:
    part = told(PART, [LACKING, MISSING], Tried({"shop.a": LACKING}), "p.gold")
    assert part.outcome == "failed" and part.before == ("shop.a",)
    assert [one.what for one in part.breaks] == ["shop.b"]
    assert part.notes == ("1 fails with the feature as well: No module named 'x'",)
    assert told(PART, [LACKING], Tried({"shop.a": LACKING}), "p.gold").outcome == "passed"
    all_of_it = told(PART._replace(tried=1), [LACKING], Tried({"shop.a": LACKING}), "p.gold")
    assert all_of_it.outcome == "error"  # nothing is proven where nothing works


def test_what_misses_the_feature_counts_whatever_else_is_wrong() -> None:
    """As with modules of Django, which fail without settings before they import anything."""
    before = Tried({"shop.b": NOT_SET_UP})
    assert [one.what for one in told(PART, [MISSING], before, "p.gold").breaks] == ["shop.b"]
    assert told(PART, [MISSING], before, "p.go").breaks == ()
    same = Tried({"shop.b": MISSING})  # as where an old name is imported that nobody has
    assert told(PART, [MISSING], same, "p.gold").breaks == ()


def test_without_a_comparison_nothing_is_claimed() -> None:
    part = told(PART, [MISSING], Tried({}, "python does not work"), "p.gold")
    assert part.outcome == "error" and part.breaks == ()


def test_a_command_counts_like_a_module() -> None:
    bad, good = Ran(1, "no\n"), Ran(0, "")
    assert with_command(PART, "run", good, None).tried == 5
    assert with_command(PART, "run", bad, good).breaks[0].why == "exit code 1: no"
    assert with_command(PART, "run", bad, bad).before == ("run",)
