"""A row is written as a line of JSON, and comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coldframe.operate.backup.values import NotExact, line, row

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.decimals(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.binary(),
)


@given(st.lists(VALUES))
def test_it_comes_back(values: list[object]) -> None:
    found = row(line(values))
    assert [(type(each), str(each)) for each in found] == [
        (type(each), str(each)) for each in values
    ]


@pytest.mark.parametrize("values", [("\ud800",), (1.5, "a\udfff"), ((1, 2),), ({"bytes": ""},)])
def test_what_has_no_form(values: tuple[object, ...]) -> None:
    with pytest.raises(NotExact):
        line(values)


@pytest.mark.parametrize("data", [b"1", b"[", b'[{"bytes": 1}]', b'[{"odd": ""}]', b"[{}]"])
def test_what_is_no_line(data: bytes) -> None:
    with pytest.raises(ValueError):
        row(data)
