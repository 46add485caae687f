"""Every rule finds its example, and leaves alone what says the same otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from coldframe.compat.change import ERROR, INFO
from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.example import example
from coldframe.compat.rest.rules import RULES

EXAMPLES = Path(__file__).parents[3] / "examples" / "rest"
# A side where a kind cannot be seen: what is read-only is no part of a request, and so on.
NAMES = [rule.name for rule in RULES]


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_finds_its_example(name: str) -> None:
    rule = next(each for each in RULES if each.name == name)
    shown = example(name, str(EXAMPLES))
    found = [change for change in compare(shown.base, shown.head) if change.rule == name]
    assert [change.severity for change in found] == [rule.severity]
    assert found[0].message and "{" not in found[0].message.replace("{$", "")
    if shown.near is not None:
        assert name not in [change.rule for change in compare(shown.base, shown.near)]


def test_there_are_more_than_120_rules_with_examples_and_none_twice() -> None:
    assert len(set(NAMES)) == len(NAMES) > 300


def test_no_example_is_without_a_rule() -> None:
    kinds = {path.stem for path in (EXAMPLES / "schemas").iterdir()}
    assert all(any(name.endswith(f"_{kind}") for name in NAMES) for kind in kinds)
    assert {path.stem for path in (EXAMPLES / "operations").iterdir()} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_document_has_not_changed(name: str) -> None:
    shown = example(name, str(EXAMPLES))
    for document in (shown.base, shown.head):
        assert [c for c in compare(document, document) if c.rule != "stable_exposes_preview"] == []


@pytest.mark.parametrize("name", [r.name for r in RULES if r.name.startswith("request_")])
def test_the_other_direction_judges_the_other_way_round(name: str) -> None:
    """What narrows a request widens it when the two are swapped, and the other way round."""
    shown = example(name, str(EXAMPLES))
    there = {change.severity for change in compare(shown.base, shown.head)}
    back = {change.severity for change in compare(shown.head, shown.base)}
    assert there | back != {INFO} or ERROR not in there
