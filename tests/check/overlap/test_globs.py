"""Whether two globs have a name in common: exact, and shown by such a name."""

from __future__ import annotations

from fnmatch import fnmatchcase
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coldframe.check.overlap.globs import common_name, literal_parts
from coldframe.declare.claimed_routes import as_glob, matching

GLOBS = st.text(alphabet="ab*?", max_size=6)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("firewall_*", "router_*"),
        ("a*b", "a*c"),
        ("?", "ab"),
        ("a?c", "a*d"),
        ("[ab]x", "[cd]x"),
        ("[!a]", "a"),
        ("Firewall", "firewall"),
        ("", "?*"),
    ],
)
def test_nothing_in_common(one: str, other: str) -> None:
    assert common_name(one, other) is None
    assert common_name(other, one) is None


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ("firewall_*", "firewall_rules", "firewall_rules"),
        ("firewall_*", "*_rules", "firewall_rules"),
        ("a*", "*", "a"),
        ("*", "*", ""),
        ("[ab]x", "[bc]x", "bx"),
        ("[!a]", "[!b]", "x"),
        ("/v2.0/*/rules", "/v2.0/fwaas/*", "/v2.0/fwaas/rules"),
        ("[", "[", "["),
    ],
)
def test_something_in_common(one: str, other: str, name: str) -> None:
    assert common_name(one, other) == name
    assert common_name(other, one) is not None


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ("/points/{card}", "/points/<int:id>", "/points/x"),
        ("/points/{card}", "/points/total", "/points/total"),
        ("/points/{card}/*", "/points/total/{day}", "/points/total/x"),
        ("/points/{card}", "/points/a/{b}", None),
        ("/points/{card}", "/points/", None),
        ("/{a}/{b}", "/x*y", "/x/y"),
        ("/{a}", "/x*y", "/xy"),
        ("/files/{name:path}", "/files/a/{b}", "/files/a/x"),
    ],
)
def test_parameters_of_routes(one: str, other: str, name: str | None) -> None:
    found = common_name(as_glob(one), as_glob(other))
    assert found == name
    assert (common_name(as_glob(other), as_glob(one)) is None) == (name is None)
    if found is not None:
        assert matching([one]).match(found) and matching([other]).match(found)


@given(GLOBS, GLOBS)
def test_the_name_shown_is_matched_by_both(one: str, other: str) -> None:
    name = common_name(one, other)
    if name is not None:
        assert fnmatchcase(name, one) and fnmatchcase(name, other)


@given(st.text(alphabet="ab*?", max_size=4), st.text(alphabet="ab*?", max_size=4))
def test_none_means_that_no_name_is_matched_by_both(one: str, other: str) -> None:
    if common_name(one, other) is None:
        # A shared name, if any, need not be longer than both globs together.
        for length in range(len(one) + len(other) + 1):
            for letters in product("abx"[: 3 if length < 6 else 2], repeat=length):
                name = "".join(letters)
                assert not (fnmatchcase(name, one) and fnmatchcase(name, other))


def test_literal_parts_are_what_every_name_contains() -> None:
    assert literal_parts("firewall_*") == ["firewall_"]
    assert literal_parts("a[bc]def?") == ["def", "a"]
    assert literal_parts("a[b]c") == ["abc"]
    assert literal_parts("*") == []
