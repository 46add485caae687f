"""Which functions get which fault, and which tests are run with it."""

from __future__ import annotations

import ast
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.mutations import Fault, Function, faults, functions

_TESTS = 3  # that are run with a fault, of as many classes
_OF_A_FUNCTION = 2  # faults
_LONGEST = 3.0  # seconds that the tests of a fault may take, if they can


class Mutant(NamedTuple):
    """A fault in code of ``area``, and the tests that reach the function."""

    area: str
    fault: Fault
    tests: tuple[str, ...]


class Reaching(NamedTuple):
    """The tests that call a function, and the seconds that each takes."""

    path: str
    name: str
    tests: Mapping[str, float]


def reaching(
    calls: Sequence[tuple[str, float, frozenset[tuple[str, str]]]], starts: tuple[str, ...]
) -> list[Reaching]:
    """The functions of the files whose paths begin so, with the tests that call them."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    for test, seconds, called in calls:
        for place in {(path, name.partition(".<")[0]) for path, name in called}:
            if place[0].startswith(starts):
                found.setdefault(place, {})[test] = seconds
    return [Reaching(*place, tests) for place, tests in sorted(found.items())]


def mutants(
    root: Path, area: str, reached: list[Reaching], chance: random.Random
) -> Iterator[Mutant]:
    """Mutants of an area without end of the supply, each kind of fault about as often."""
    used: Counter[str] = Counter()
    order = reached[:]
    for _ in range(_OF_A_FUNCTION):
        chance.shuffle(order)
        for one in order:
            text = (root / one.path).read_text(encoding="utf-8")
            function = _function(text, one.name)
            possible = faults(one.path, text, function, chance) if function else []
            if not possible:
                continue
            fault = min(possible, key=lambda fault: (used[fault.kind], chance.random()))
            used[fault.kind] += 1
            yield Mutant(area, fault, _few(one.tests, chance))


def _few(tests: Mapping[str, float], chance: random.Random) -> tuple[str, ...]:
    """Some tests, each of another class."""
    by_class: dict[str, str] = {}
    for test in chance.sample(list(tests), len(tests)):
        by_class.setdefault(test.partition("(")[0].rpartition(".")[0], test)
    few: list[str] = []
    for test in by_class.values():
        if not few or sum(map(tests.__getitem__, [*few, test])) < _LONGEST:
            few.append(test)
    return tuple(few[:_TESTS])


def _function(text: str, name: str) -> Function | None:
    return next((one for one in functions(ast.parse(text)) if one.name == name), None)
