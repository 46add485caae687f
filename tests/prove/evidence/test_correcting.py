"""A fact is corrected with a reason, and by one that there is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coldframe.declare.mistake import Mistake
from coldframe.prove.evidence.correcting import correct
from coldframe.prove.evidence.fact import FAILED, PASSED, WITHDRAWN, Fact
from coldframe.prove.evidence.store import Store

FACT = Fact("shop.preview.cart", "tests", "test_it", FAILED, run="1", detail='{"old": 1}')


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store(str(tmp_path / "s.sqlite"))
    opened.append([FACT])
    return opened


def test_the_correction_says_why_and_instead_of_what(store: Store) -> None:
    first = correct(store, 1, " no disk ")
    assert first.fact.outcome == WITHDRAWN
    assert json.loads(first.fact.detail) == {"reason": "no disk", "instead_of": FAILED}
    second = correct(store, first.id, "it was there", PASSED, FACT.feature)
    assert (second.fact.corrects, second.fact.outcome) == (first.id, PASSED)
    assert second.fact._replace(outcome=FAILED, corrects=0, detail=FACT.detail) == FACT._replace(
        time=second.fact.time
    )


@pytest.mark.parametrize(
    ("words", "number", "more"),
    [
        ("no reason is given", 1, {"reason": " "}),
        ("there is no fact 7", 7, {}),
        ("there is no fact 1 of another", 1, {"feature": "another"}),
        ("there is no outcome 'green'", 1, {"outcome": "green"}),
        ("says failed already", 1, {"outcome": FAILED}),
    ],
)
def test_what_is_refused(store: Store, words: str, number: int, more: dict[str, str]) -> None:
    with pytest.raises(Mistake, match=words):
        correct(store, number, **{"reason": "why", **more})
    assert len(list(store.facts(FACT.feature))) == 1
