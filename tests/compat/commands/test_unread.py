"""Silence on a program that could not be read would look like a promise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from declared_examples import declared
from hosts import write

from coldframe.cli.main import main
from coldframe.compat.commands.unread import unread
from coldframe.compat.declared.registry import COMMANDS

PROJECT = '[project]\nname = "shop"\nversion = "1.0"\n[project.scripts]\nshop = "shop.cli:main"\n'
READ = """
import argparse
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bed")
    parser.parse_args()
"""
UNREAD = "import elsewhere\ndef main():\n    elsewhere.start()\n"


def host(cli: str) -> dict[str, str]:
    return {"pyproject.toml": PROJECT, "shop/__init__.py": "", "shop/cli.py": cli}


@pytest.mark.parametrize(
    ("base", "head", "told"),
    [(READ, READ, False), (READ, UNREAD, True), (UNREAD, READ, True), (UNREAD, UNREAD, True)],
)
def test_a_program_that_cannot_be_read_is_named(base: str, head: str, told: bool) -> None:
    notes = unread(declared(COMMANDS, host(base)), declared(COMMANDS, host(head)))
    assert notes == (
        ("What these programs take could not be read, and was not compared: shop.",) if told else ()
    )


def test_the_report_has_the_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roots = [str(write(tmp_path / name, host(UNREAD))) for name in ("base", "head")]
    for words in ([], ["--surface", "commands"]):
        assert main(["compat", "diff", *roots, *words, "--json"]) == 0
        (note,) = json.loads(capsys.readouterr().out)["notes"]
        assert note.endswith("not compared: shop.")
    assert main(["compat", "diff", *roots, "--surface", "options", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["notes"] == []
