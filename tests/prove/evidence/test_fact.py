"""A fact is stored in one form, or refused with words that help."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coldframe.declare.mistake import Mistake
from coldframe.prove.evidence.fact import NOTED, PASSED, Fact, checked, moment

FACT = Fact("shop.preview.cart", "tests", "test_it", PASSED)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-11-25", "2026-11-25T00:00:00Z"),
        ("2026-11-25T18:34:04.9+02:00", "2026-11-25T16:34:04Z"),
        ("20261125T183404Z", "2026-11-25T18:34:04Z"),
        (" 2026-11-25 18:34 ", "2026-11-25T18:34:00Z"),
    ],
)
def test_moments_have_one_form(said: str, meant: str) -> None:
    assert moment(said) == meant


@pytest.mark.parametrize("said", ["", "yesterday", "2026-13-01", "0001-01-01T00:00:00+23:00"])
def test_what_is_no_moment(said: str) -> None:
    with pytest.raises(Mistake, match="is no moment"):
        moment(said)


ANY = some.datetimes(timezones=some.just(UTC))


@given(ANY, ANY)
def test_moments_are_in_order_as_texts(one: datetime, other: datetime) -> None:
    first, last = sorted([one, other])
    assert moment(first.isoformat()) <= moment(last.isoformat())
    assert moment(moment(first.isoformat())) == moment(first.isoformat())


@given(some.text(min_size=1).filter(str.strip))
def test_any_text_can_be_stored(text: str) -> None:
    fact = checked(FACT._replace(subject=text, detail=text, outcome=NOTED))
    assert "\0" not in fact.subject
    assert fact.detail.encode("utf-8").decode("utf-8") == fact.subject


@given(some.characters(codec=None, categories=["Cs"]))
def test_halves_of_characters_are_written_out(half: str) -> None:
    assert checked(FACT._replace(subject=half)).subject == f"\\u{ord(half):04x}"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"feature": " "}, "without a feature"),
        ({"subject": ""}, "without a subject"),
        ({"outcome": "ok"}, "the outcome 'ok'"),
        ({"variant": "yes"}, "the variant 'yes'"),
        ({"value": float("nan")}, "the value of a fact is nan"),
        ({"size": float("inf")}, "the size of a fact is inf"),
        ({"run": "x" * 501}, "longer than 500"),
        ({"time": "noon"}, "no moment"),
    ],
)
def test_what_is_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(Mistake, match=words):
        checked(FACT._replace(**change))  # type: ignore[arg-type]
