"""The stage of the base decides for commands and each of their options."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hosts import write

from coldframe.cli.main import main

PROJECT = """[project]
name = "shop"
version = "1.0"
[project.scripts]
shop = "shop.cli:main"
[tool.coldframe]
preview_trees = ["shop.preview"]
"""
CLAIMS = """title = "Watering"
summary = "Waters beds."
spec = "specs/watering.md"
since = "1.0.0"
[claims]
commands = ["shop water"]
options = ["shop weed --soon"]
"""
CODE = """import argparse

def main():
    parser = argparse.ArgumentParser()
    below = parser.add_subparsers()
    weed = below.add_parser("weed")
    weed.add_argument("--bed")
    {more}
    parser.parse_args()
"""
MORE = """weed.add_argument("--soon")
    water = below.add_parser("water")
    water.add_argument("--litres")"""


@pytest.fixture
def releases(tmp_path: Path) -> tuple[str, str]:
    """The second has lost what is a preview in the first."""
    for name, more in (("old", MORE), ("new", "")):
        write(
            tmp_path / name,
            {
                "pyproject.toml": PROJECT,
                "shop/__init__.py": "",
                "shop/cli.py": CODE.replace("{more}", more),
                "shop/preview/__init__.py": "",
                "shop/preview/watering/__init__.py": "",
                "shop/preview/watering/preview.toml": CLAIMS,
            },
        )
    return str(tmp_path / "old"), str(tmp_path / "new")


def test_what_is_claimed_may_go(releases, capsys) -> None:
    assert main(["compat", "diff", *releases, "--surface", "commands", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["changes"]
    assert {(each["rule"], each["subject"], each["stage"]) for each in found} == {
        ("command_removed", "shop water", "preview"),
        ("command_option_removed", "shop weed --soon", "preview"),
    }


def test_a_snapshot_has_the_stable_part_only(releases, tmp_path, capsys) -> None:
    stored = tmp_path / "old.json"
    assert main(["compat", "snapshot", releases[0], "-o", str(stored)]) == 0
    commands = {each["name"]: each for each in json.loads(stored.read_text())["commands"]["all"]}
    assert {*commands} == {"shop", "shop weed"}
    assert [each["name"] for each in commands["shop weed"]["arguments"]] == ["--bed"]
    for release in releases:
        main(["compat", "diff", str(stored), release, "--surface", "commands", "--json"])
        found = json.loads(capsys.readouterr().out)["changes"]
        assert {each["severity"] for each in found} <= {"info"}
    assert main(["compat", "diff", releases[0], str(stored), "--surface", "commands"]) == 0
