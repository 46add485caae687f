"""Every rule on Python surfaces finds its example, and leaves alone what only looks like it."""

from __future__ import annotations

import pytest
from python_examples import PYTHON, surface, surfaces

from coldframe.compat.change import ERROR, INFO
from coldframe.compat.python.compare import compare
from coldframe.compat.python.rules import RULES

NAMES = [rule.name for rule in RULES]


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_finds_its_example(name: str) -> None:
    shown = surfaces(name)
    changes = compare(shown["base"], shown["head"])
    found = [change for change in changes if change.rule == name]
    rule = next(each for each in RULES if each.name == name)
    assert {change.severity for change in found} == {rule.severity}, changes
    assert all(change.message and "{" not in change.message for change in found)
    if "near" in shown:
        assert name not in [change.rule for change in compare(shown["base"], shown["near"])]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_changes_from_a_surface_to_itself(name: str) -> None:
    for each in surfaces(name).values():
        assert compare(each, each) == []


def test_every_example_has_a_rule_and_every_rule_a_name_of_its_own() -> None:
    assert {path.stem for path in PYTHON.iterdir()} == set(NAMES)
    assert len(set(NAMES)) == len(NAMES)


def test_what_was_a_preview_may_change() -> None:
    settings = '[tool.coldframe]\npreview_trees = ["shop.preview"]\n'
    tree = {"pyproject.toml": settings, "shop/__init__.py": "", "shop/preview/__init__.py": ""}
    base = surface({**tree, "shop/preview/card.py": "def pay(card, sum): ...\n"})
    head = surface({**tree, "shop/preview/card.py": "def pay(sum): ...\n"})
    assert {change.severity for change in compare(base, head)} == {INFO}
    moved = surface({**tree, "shop/card.py": "def pay(sum): ...\n"})
    assert ERROR not in {change.severity for change in compare(base, moved)}
