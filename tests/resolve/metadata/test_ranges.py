"""Two ranges meet exactly where both allow a version."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet

from coldframe.resolve.metadata.ranges import common, implies


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        (">=1", ">=2", ">=2"),
        (">=2", "<2", None),
        (">=2", "<=2", "<=2,>=2"),
        (">2", "<2.0.1", "<2.0.1,>2"),
        (">=1.4", "<3", "<3,>=1.4"),
        ("==1.4.*", ">=1.4.7", "==1.4.*,>=1.4.7"),
        ("==1.4.*", ">=1.5", None),
        ("~=1.4", ">=2", None),
        ("~=1.4", ">=1.9", ">=1.9,~=1.4"),
        ("==1.0", "!=1.0", None),
        (">=1,!=1.5", ">=1.6", ">=1.6"),
        ("", ">=1", ">=1"),
        ("", "", ""),
        ("<1", ">=1.0rc1", None),
        ("==1!2.0", ">=3", "==1!2.0"),
    ],
)
def test_what_two_ranges_have_in_common(first: str, second: str, both: str | None) -> None:
    for one, other in ((first, second), (second, first)):
        got = common(SpecifierSet(one), SpecifierSet(other))
        assert got == (None if both is None else SpecifierSet(both))


versions = st.builds(
    lambda numbers: ".".join(map(str, numbers)),
    st.lists(st.integers(0, 3), min_size=1, max_size=3),
)
parts = st.builds(str.__add__, st.sampled_from([">=", "<=", ">", "<", "==", "!="]), versions)
ranges = st.builds(",".join, st.lists(parts, max_size=3))


@settings(max_examples=150)
@given(ranges, ranges, versions)
def test_no_version_is_lost_or_won(first: str, second: str, version: str) -> None:
    one, other = SpecifierSet(first), SpecifierSet(second)
    both = common(one, other)
    allowed = one.contains(version, True) and other.contains(version, True)
    assert (both is not None and both.contains(version, True)) == allowed
    if implies(one, other) and one.contains(version, True):
        assert other.contains(version, True)
