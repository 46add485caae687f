"""A command line read without argparse means the same as with it."""

from __future__ import annotations

from argparse import ArgumentParser
from importlib import import_module

import pytest

from coldframe.cli.main import COMMANDS, GROUPS
from coldframe.cli.plain import NotPlain, plain

LINES = [
    [],
    ["--json"],
    ["--cache", "--json"],
    ["--all", "--strict"],
    ["--apply"],
    ["--diff", "--apply"],
    ["."],
    ["--format", "json"],
    ["--rule=overdue"],
    ["--unknown"],
    ["--"],
    ["-h"],
]


NAMES = [name for name in COMMANDS if name not in GROUPS]
NAMES += [f"{first}.{second}" for first in GROUPS for second in GROUPS[first]]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_means_the_same(name: str, words: list[str]) -> None:
    add_arguments = import_module(f"coldframe.cli.{name}".replace("-", "_")).add_arguments
    try:
        found = vars(plain(add_arguments, words))
    except NotPlain:
        return
    parser = ArgumentParser(allow_abbrev=False)
    add_arguments(parser)
    assert found == vars(parser.parse_args(words))


def test_the_commonest_lines_are_plain() -> None:
    for name in ("check", "status", "init"):
        plain(import_module(f"coldframe.cli.{name}").add_arguments, [])
    plain(import_module("coldframe.cli.check").add_arguments, ["--cache", "--json"])


def test_the_rest_is_not() -> None:
    for words in (["."], ["--format", "json"], ["--unknown"], ["--help"]):
        with pytest.raises(NotPlain):
            plain(import_module("coldframe.cli.check").add_arguments, words)
