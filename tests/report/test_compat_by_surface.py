"""Reports say which surface a change is of, when there are several."""

from __future__ import annotations

import json

from coldframe.compat.change import Change, Place
from coldframe.compat.diff import Diff
from coldframe.report import compat_comment, compat_sarif, compat_text

HERE = Place("shop/conf.py", "x", 3)


def change(surface: str, severity: str, subject: str, accepted: str = "") -> Change:
    return Change(
        f"{surface}_rule", severity, severity, "", subject, "is gone", "Why.", "Do.", HERE, HERE,
        accepted=accepted, until="2.0.0" if accepted else "", surface=surface,
    )  # fmt: skip


MIXED = Diff(
    "a",
    "b",
    (
        change("tables", "error", "beds"),
        change("entry_points", "error", "shop:x"),
        change("entry_points", "error", "shop:y", "Nobody loads it."),
        change("tables", "warning", "plants"),
        change("options", "info", "beds.litres"),
    ),
)


def headings(text: str, begin: str) -> list[str]:
    words = ("Options", "Entry points", "Tables", "Commands")
    lines = (line.removeprefix(begin) for line in text.splitlines())
    return [line for line in lines if line.startswith(words)]


def test_a_heading_for_each_surface_that_is_shown() -> None:
    assert headings(compat_text.render(MIXED), "") == [
        "Entry points  1 error",
        "Tables        1 error, 1 warning",
    ]
    assert headings(compat_comment.render(MIXED), "### ") == [
        "Entry points: 1 error",
        "Tables: 1 error, 1 warning",
    ]
    assert headings(compat_text.render(MIXED, everything=True), "")[0].split("  ")[0] == "Options"


def test_every_change_stands_below_its_own_heading() -> None:
    for text in (compat_text.render(MIXED), compat_comment.render(MIXED)):
        at = [text.index(word) for word in ("shop:x", "shop:y", "Tables", "beds", "plants")]
        assert at == sorted(at)
        assert [text.count(word) for word in ("shop:x", "shop:y", "plants")] == [1, 1, 1]


def test_a_single_surface_needs_no_heading() -> None:
    single = Diff("a", "b", (MIXED.changes[0], MIXED.changes[3]))
    assert headings(compat_text.render(single), "") == []
    assert "###" not in compat_comment.render(single)
    assert compat_comment.render(single).count("| where |") == 1


def test_what_is_cut_off_a_comment_is_what_matters_least() -> None:
    many = tuple(change("commands", "error", f"shop {at}") for at in range(30))
    more = tuple(change("tables", "warning", f"beds{at}") for at in range(30))
    text = compat_comment.render(Diff("a", "b", (*many, *more)))
    assert "shop 29" in text and "beds9" in text and "beds10" not in text
    assert "and 20 more" in text


def test_code_scanning_knows_the_surface_of_each_rule() -> None:
    (run,) = json.loads(compat_sarif.render(MIXED))["runs"]
    tags = {rule["id"]: rule["properties"]["tags"] for rule in run["tool"]["driver"]["rules"]}
    assert tags == {"tables_rule": ["Tables"], "entry_points_rule": ["Entry points"]}
