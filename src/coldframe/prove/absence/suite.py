"""The host's tests: how they are run, and how they go in a copy of its tree."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from coldframe.prove.absence.outcomes import Outcomes, outcomes
from coldframe.prove.absence.running import Ran, run
from coldframe.prove.absence.surroundings import environment

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.prove.absence.ground import Ground
    from coldframe.prove.absence.surroundings import Interpreter

PYTEST, STESTR, UNITTEST, GIVEN = "pytest", "stestr", "unittest", "given"
RUNNERS = (PYTEST, STESTR)  # what the host's Python is asked for
_HOW = "Say how they are run: [tool.coldframe.prove] tests in the settings."


class Suite(NamedTuple):
    """The command that runs the host's tests, and what kind of runner it is."""

    words: tuple[str, ...]
    kind: str

    @property
    def shown(self) -> str:
        """The command as it would be typed."""
        return shlex.join(self.words)


class Sitting(NamedTuple):
    """Where tests are run: ``path`` comes first, what is ``gone`` is nowhere."""

    ground: Ground
    python: str
    path: tuple[str, ...]
    gone: tuple[str, ...]
    timeout: float


class NoSuite(NamedTuple):
    """Why the tests cannot be run; ``none`` if there are no tests at all."""

    why: str
    none: bool = False


def suite_of(
    host: Host, python: Interpreter, command: str, paths: Sequence[str]
) -> Suite | NoSuite:
    """How the tests of ``host`` are run: by ``command``, else as its files show.

    ``paths`` narrow them: they take the place of ``{paths}`` in the command, or its end.
    """
    if command:
        words = _split(command, python.path)
        if "{paths}" in words:
            at = words.index("{paths}")
            words[at : at + 1] = paths
        else:
            words += paths
        return Suite(tuple(words), GIVEN)
    tree = host.tree
    own = [p for p in tree.paths() if p.endswith(".py") and host.places.is_test(p)]
    stable = [path for path in own if host.feature_of(path) is None]
    if not any(os.path.basename(path).startswith(("test", "tests")) for path in stable):
        return NoSuite("The host has no tests of its own.", none=True)
    narrowed = [_dotted(path) for path in _test_files(stable, paths)]
    wants_stestr = tree.exists(".stestr.conf") or tree.exists(".testr.conf")
    if wants_stestr and STESTR in python.has:
        if paths:  # stestr would import all tests to find these
            return Suite((python.path, "-m", UNITTEST, *narrowed), UNITTEST)
        return Suite((python.path, "-m", STESTR, "run"), STESTR)
    if PYTEST in python.has:
        return Suite((python.path, "-m", PYTEST, "-q", "-p", "no:cacheprovider", *paths), PYTEST)
    if wants_stestr or tree.search(["import pytest", "from pytest"], suffix=".py"):
        lacking = STESTR if wants_stestr else PYTEST
        return NoSuite(
            f"The tests were not run: {python.path} has no {lacking}. Install it there, or name"
            " another interpreter with --python."
        )
    return Suite((python.path, "-m", UNITTEST, *(narrowed if paths else ("discover",))), UNITTEST)


def _split(command: str, python: str) -> list[str]:
    words = shlex.split(command)
    if words and words[0] in ("python", "python3"):
        words[0] = python
    return words


def _test_files(tests: Sequence[str], paths: Sequence[str]) -> list[str]:
    """The files of tests at, or below, one of ``paths``; that itself if there are none."""
    found: list[str] = []
    for path in paths:
        inside = [
            one
            for one in tests
            if one.startswith(path.rstrip("/") + "/") and os.path.basename(one).startswith("test")
        ]
        found += inside or [path]
    return found


def _dotted(path: str) -> str:
    """The module that a path below the root is, as runners of unittest want it."""
    return path.removesuffix(".py").strip("/").replace("/", ".")


def run_suite(
    suite: Suite,
    sitting: Sitting,
    only: Sequence[str] = (),
    say: Callable[[str], None] = lambda doing: None,
) -> tuple[Outcomes, Ran]:
    """Run the tests in ``sitting``, all of them or ``only`` those, as far as the runner can."""
    ground = sitting.ground
    record = os.path.join(ground.place("record"), "tests.jsonl")
    log = os.path.join(ground.place("record"), "tests.log")
    with suppress(FileNotFoundError):
        os.unlink(record)
    more = {"record": record}
    words = list(suite.words)
    if only:
        chosen = os.path.join(ground.place("record"), "only.json")
        with open(chosen, "w", encoding="utf-8") as file:
            json.dump(list(only), file)
        more["only"] = chosen
        words = _narrowed(suite, ground.place("record"), only)
    variables = environment(sitting.python, sitting.path, sitting.gone, more)
    plugin = f"{variables.get('PYTEST_ADDOPTS', '')} -p _coldframe_recorder".strip()
    variables |= {"PYTEST_ADDOPTS": plugin, "TMPDIR": ground.place("temporary")}
    said = 0

    def look() -> None:
        nonlocal said
        with suppress(OSError):
            size = os.path.getsize(record)
            if size != said:
                said = size
                say(f"running its tests: {_lines(record)} done")

    ran = run(words, ground.root, variables, log, sitting.timeout, look)
    data = b""
    with suppress(FileNotFoundError), open(record, "rb") as stream:
        data = stream.read()
    return outcomes(data, ran.printed), ran


def _narrowed(suite: Suite, folder: str, only: Sequence[str]) -> list[str]:
    """The command for single tests; our plugin tells pytest, a command of the host runs all."""
    if suite.kind != STESTR:
        return list(suite.words)
    names = os.path.join(folder, "only.txt")
    with open(names, "w", encoding="utf-8") as file:
        file.writelines(f"{name}\n" for name in only)
    return [*suite.words[:4], "--load-list", names]


def _lines(path: str) -> int:
    with open(path, "rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
