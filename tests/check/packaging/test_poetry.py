"""Poetry's constraints mean to all other tools what they mean to Poetry."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from poetry.core.constraints.version import Version, parse_constraint
from poetry.core.factory import Factory

from coldframe.check.packaging.poetry import requirements, specifiers

numbers = st.lists(st.integers(0, 4), min_size=1, max_size=3).map(lambda n: ".".join(map(str, n)))
parts = st.one_of(
    st.tuples(st.sampled_from(["^", "~", "^ ", "~ "]), numbers),
    st.tuples(st.sampled_from(["", "=", "==", ">=", "<", ">", "<=", "!=", ">= "]), numbers),
    st.tuples(st.sampled_from(["", "==", "!="]), numbers.map(lambda n: f"{n[:3]}.*")),
    st.just(("", "*")),
).map("".join)
constraints = st.lists(parts, min_size=1, max_size=3).map(", ".join)


@given(constraints, st.lists(numbers, min_size=1, max_size=8))
def test_a_range_holds_the_same_versions(constraint: str, versions: list[str]) -> None:
    said = specifiers(constraint)
    assert said is not None
    ours, theirs = SpecifierSet(said), parse_constraint(constraint)
    for version in versions:
        assert ours.contains(version) == theirs.allows(Version.parse(version)), (said, version)


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        ("^1.2.3", ">=1.2.3,<2"),
        ("^0.2.3", ">=0.2.3,<0.3"),
        ("^0.0.3", ">=0.0.3,<0.0.4"),
        ("^0.0", ">=0.0,<0.1"),
        ("^0", ">=0,<1"),
        ("~1.2.3", ">=1.2.3,<1.3"),
        ("~1", ">=1,<2"),
        ("^1.0b1", ">=1.0b1,<2"),
        (">=1.2 <3", ">=1.2,<3"),
        ("1.2", "==1.2"),
        ("=1.2", "==1.2"),
        ("1.*", "==1.*"),
        ("~=1.4", "~=1.4"),
        ("*", ""),
        ("^1 || ^3", None),
        ("latest", None),
        ("^1.*", None),
    ],
)
def test_ranges(constraint: str, expected: str | None) -> None:
    assert specifiers(constraint) == expected


@pytest.mark.parametrize(
    "entry",
    [
        {"version": "^1.1", "python": "<3.13"},
        {"version": "*", "python": ">3.8"},
        {"version": "1", "python": "~3.11"},
        {"version": "1", "python": "3.11.*"},
        {"version": "1", "python": ">=3.8,!=3.9.1"},
        {"version": "^2", "extras": ["a", "b"], "platform": "win32"},
        {"version": "^2", "markers": "os_name == 'x' or os_name == 'y'", "platform": "linux"},
        {"git": "https://example.org/x.git", "tag": "v1", "python": "^3.12"},
        {"url": "https://example.org/x-1.tar.gz"},
    ],
)
def test_an_entry_is_required_where_poetry_requires_it(entry: dict[str, Any]) -> None:
    (line,) = requirements("x", entry)
    ours = Requirement(line)
    theirs = Requirement(Factory.create_dependency("x", entry).to_pep_508())
    assert (ours.name, ours.extras, ours.url) == (theirs.name, theirs.extras, theirs.url)
    for python in ("3.8.0", "3.8.1", "3.9.1", "3.11.4", "3.12.0", "3.13.1", "4.0.0"):
        for system in ("linux", "win32"):
            for name in ("x", "z"):
                place = {
                    "python_version": python.rpartition(".")[0],
                    "python_full_version": python,
                    "sys_platform": system,
                    "os_name": name,
                }
                needed = [
                    one.marker is None or one.marker.evaluate(place) for one in (ours, theirs)
                ]
                assert needed[0] == needed[1], (line, place)


def test_what_no_other_tool_can_read_is_only_the_name() -> None:
    assert requirements("x", {"path": "../x", "develop": True}) == ("x",)
    assert requirements("x", "^1 || ^3") == ("x",)
    assert requirements("x", {"version": "1", "python": "^2 || ^3"}) == ("x",)
    assert requirements("x", ["^1", {"version": "^2", "python": "^3"}]) == (
        "x>=1,<2",
        'x>=2,<3; python_full_version >= "3" and python_full_version < "4"',
    )
