"""Every rule on what is declared finds its example, and leaves alone what only looks like it."""

from __future__ import annotations

import json

import pytest
from declared_examples import EXAMPLES, IDS, KINDS, RULES, Kind, changes, declared, shown

from coldframe.compat.catalogue import compat_rules_named
from coldframe.compat.change import INFO
from coldframe.compat.declared.registry import COMMANDS
from coldframe.compat.declared.stored import Ill, as_data, from_data
from coldframe.compat.rule import SurfaceRule


@pytest.mark.parametrize(("kind", "rule"), RULES, ids=IDS)
def test_every_rule_finds_its_example(kind: Kind, rule: SurfaceRule) -> None:
    trees = shown(kind, rule.name)
    every = changes(kind, trees["base"], trees["head"])
    found = [change for change in every if change.rule == rule.name]
    assert {change.severity for change in found} == {rule.severity}, every
    assert all(change.message and "{" not in change.message for change in found)
    assert {change.surface for change in found} == {kind.name}
    if "near" in trees:
        near = changes(kind, trees["base"], trees["near"])
        assert rule.name not in [change.rule for change in near]


@pytest.mark.parametrize(("kind", "rule"), RULES, ids=IDS)
def test_nothing_changes_from_a_tree_to_itself_or_to_what_was_written_of_it(
    kind: Kind, rule: SurfaceRule
) -> None:
    for each in shown(kind, rule.name).values():
        assert changes(kind, each, each) == []
        assert from_data(kind.entries, json.loads(json.dumps(as_data(each))), "/") == each


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_every_example_has_a_rule_that_is_explained(kind: Kind) -> None:
    names = {path.stem for path in (EXAMPLES / kind.name).iterdir()}
    assert names == set(kind.rules)
    assert all(len(compat_rules_named(name)) == 1 for name in names)


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ([], "/x"),
        ({"all": 1}, "/x/all"),
        ({"all": [{"name": "a", "path": ""}]}, "/x/all/0/tool"),
        ({"all": [{"name": "a", "tool": 1, "path": ""}]}, "/x/all/0/tool"),
        ({"all": [{"name": "a", "tool": "", "path": "", "line": True}]}, "/x/all/0/line"),
        ({"all": [{"name": "a", "tool": "", "path": "", "choices": [1]}]}, "/x/all/0/choices/0"),
        ({"all": [], "more": 1}, "/x/more"),
    ],
)
def test_what_was_not_written_so_is_refused(data: object, pointer: str) -> None:
    with pytest.raises(Ill, match=f"^{pointer}$"):
        from_data(KINDS[0].entries, data, "/x")


TREE = {
    "pyproject.toml": '[tool.coldframe]\npreview_trees = ["shop.preview"]\n',
    "shop/__init__.py": "",
    "shop/preview/__init__.py": "",
}
CONF = """from oslo_config import cfg
cfg.CONF.register_opts([cfg.IntOpt("litres", default=2)], group="beds")
"""


def test_what_stands_in_a_preview_tree_may_go() -> None:
    base = declared(KINDS[0], {**TREE, "shop/preview/card.py": CONF})
    head = declared(KINDS[0], TREE)
    assert [(c.rule, c.severity, c.stage) for c in changes(KINDS[0], base, head)] == [
        ("option_removed", INFO, "preview")
    ]


@pytest.mark.parametrize(
    "text", ["", "\0", "\xe9 Opt(", "def (:\n cfg.IntOpt('x')", "cfg.IntOpt(", "getattr(settings"]
)
def test_what_cannot_be_read_is_not_there(text: str) -> None:
    assert declared(KINDS[0], {"shop/__init__.py": text}).all == ()


def test_what_one_line_does_to_several_is_told_once() -> None:
    project = '[project]\nname = "shop"\n[project.scripts]\nshop = "shop.cli:main"\n'
    code = """import argparse
def main():
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--litres", default={})
    parser = argparse.ArgumentParser()
    below = parser.add_subparsers()
    below.add_parser("water", parents=[common])
    below.add_parser("weed", parents=[common])
    parser.parse_args()
"""
    base, head = (
        declared(COMMANDS, {"pyproject.toml": project, "shop/cli.py": code.format(usual)})
        for usual in (3, 5)
    )
    assert [(c.rule, c.subject, c.others) for c in changes(COMMANDS, base, head)] == [
        ("command_default_changed", "shop water --litres", ("shop weed --litres",))
    ]
