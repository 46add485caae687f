"""How the host's tests are run is seen from its files, unless somebody says it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import open_host, write

from coldframe.prove.absence.suite import NoSuite, suite_of
from coldframe.prove.absence.surroundings import Interpreter

TESTS = {"tests/unit/test_a.py": "import unittest\n", "tests/unit/helpers.py": ""}
BARE = "-m pytest -q -p no:cacheprovider"


@pytest.mark.parametrize(
    ("files", "has", "command", "paths", "words"),
    [
        (TESTS, ("pytest",), "", (), BARE),
        (TESTS, ("pytest",), "", ("tests/unit",), f"{BARE} tests/unit"),
        (TESTS, (), "", (), "-m unittest discover"),
        (TESTS, (), "", ("tests/unit",), "-m unittest tests.unit.test_a"),
        ({**TESTS, ".stestr.conf": ""}, ("pytest", "stestr"), "", (), "-m stestr run"),
        # stestr would import all tests of a host to find some of them.
        (
            {**TESTS, ".stestr.conf": ""},
            ("stestr",),
            "",
            ("tests/unit/test_a.py",),
            "-m unittest tests.unit.test_a",
        ),
        ({**TESTS, ".stestr.conf": ""}, ("pytest",), "", (), BARE),
        (TESTS, ("pytest",), "python run.py {paths} --fast", ("a", "b"), "run.py a b --fast"),
        (TESTS, ("pytest",), "python run.py", ("a",), "run.py a"),
    ],
)
def test_the_command(
    tmp_path: Path,
    files: dict[str, str | bytes],
    has: tuple[str, ...],
    command: str,
    paths: tuple[str, ...],
    words: str,
) -> None:
    host = open_host(write(tmp_path, {**files, "coldframe.toml": "preview_trees = []\n"}))
    suite = suite_of(host, Interpreter("/usr/bin/python3", has), command, paths)
    assert not isinstance(suite, NoSuite)
    assert suite.words == ("/usr/bin/python3", *words.split())


def test_why_there_is_none(tmp_path: Path) -> None:
    root = write(tmp_path, {"coldframe.toml": "preview_trees = []\n", "tests/helpers.py": ""})
    none = suite_of(open_host(root), Interpreter("python"), "", ())
    assert isinstance(none, NoSuite) and none.none
    write(root, {"tests/test_a.py": "import pytest\n"})
    lacking = suite_of(open_host(root), Interpreter("python"), "", ())
    assert isinstance(lacking, NoSuite) and not lacking.none
    assert "python has no pytest" in lacking.why
