"""The store keeps what it is given, adds it up right, and never changes it; on both engines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count

import pytest
from databases import database
from hypothesis import given, settings
from hypothesis import strategies as some
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from coldframe.declare.mistake import Mistake
from coldframe.prove.evidence.answers import Flake, Run, Stale
from coldframe.prove.evidence.fact import (
    ERROR,
    FAILED,
    NOTED,
    OUTCOMES,
    PASSED,
    SKIPPED,
    WITHDRAWN,
    Fact,
)
from coldframe.prove.evidence.store import Store

_FEATURES = count()


@pytest.fixture(scope="module", params=("sqlite", "postgresql"))
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    with database(request.param) as url:
        yield url


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with Store(address) as opened:
        yield opened


@pytest.fixture
def feature() -> str:
    """A feature of the test's own, because stores are for ever."""
    return f"shop.preview.f{next(_FEATURES)}"


def test(feature: str, subject: str = "test_it", outcome: str = PASSED, **more: object) -> Fact:
    """A fact of one test."""
    given = {"run": "1", "commit": "c", "digest": "d", "time": "2026-11-25T10:00:00Z", **more}
    return Fact(feature, "tests", subject, outcome, **given)  # type: ignore[arg-type]


test.__test__ = False  # type: ignore[attr-defined]


def test_facts_come_back_as_they_were(store: Store, feature: str) -> None:
    one = Fact(
        feature, "benchmark", "größe [a\\0]", NOTED, 0.1 + 0.2, "s", 1e6, "on", "run", "b.json",
        "2026-11-25T10:00:00Z", "c" * 40, "d" * 64, json.dumps({"ü": 1}),
    )  # fmt: skip
    other = one._replace(value=None, size=None, variant="", detail="")
    ids = store.append([one, other])
    assert [s.fact for s in store.facts(feature)] == [other, one]
    assert [s.id for s in store.facts(feature)] == sorted(ids, reverse=True)
    found = store.fact(ids[0])
    assert found is not None and found.fact == one
    assert list(store.facts(feature, limit=1)) == [store.fact(ids[1])]
    assert list(store.facts(feature, "tests")) == list(store.facts("nobody")) == []


def test_runs_are_added_up(store: Store, feature: str) -> None:
    store.append([test(feature), test(feature, "b", FAILED), test(feature, "c", SKIPPED)])
    store.append([test(feature, "d", ERROR, time="2026-11-25T11:00:00Z")])  # the same run
    store.append([test(feature, run="0", time="2026-11-24")])
    store.append([test(feature, run="2", digest="older"), test(feature, "n", NOTED, run="3")])
    assert store.runs(feature, "tests", "d") == [
        Run("0", "2026-11-24T00:00:00Z", "c", 1, 0, 0, 0),
        Run("1", "2026-11-25T11:00:00Z", "c", 1, 1, 1, 1),
    ]
    assert store.runs(feature, "faults", "d") == []
    assert store.stale(feature, "d") == [Stale("tests", 1, "2026-11-25T10:00:00Z", "older")]


def test_facts_without_a_run_are_one_run(store: Store, feature: str) -> None:
    for _ in range(2):
        store.append([test(feature, "a", run=""), test(feature, "b", run="")])
    assert [run.passed for run in store.runs(feature, "tests", "d")] == [2, 2]


def test_a_flake_passed_and_failed_at_one_commit(store: Store, feature: str) -> None:
    store.append([test(feature, "flaky"), test(feature, "broken", FAILED), test(feature, "fixed")])
    store.append(
        [
            test(feature, "flaky", FAILED, run="2"),
            test(feature, "flaky", ERROR, run="3"),
            test(feature, "fixed", FAILED, run="3", commit="other"),
            test(feature, "in one run", FAILED, run="4"),
            test(feature, "in one run", PASSED, run="4"),
            test(feature, "nowhere", PASSED, commit=""),
            test(feature, "nowhere", FAILED, commit=""),
        ]
    )
    assert store.flaky(feature, "d") == [
        Flake("flaky", "c", 2),
        Flake("in one run", "c", 1),
    ]
    assert store.flaky(feature, "d", limit=1) == [Flake("flaky", "c", 2)]
    assert store.flaky(feature, "other") == []


def test_the_latest_by_time_and_then_by_number(store: Store, feature: str) -> None:
    def measured(value: float, time: str, **more: object) -> Fact:
        return test(feature, "load", NOTED, value=value, time=time, **more)

    store.append([measured(3, "2026-11-25"), measured(1, "2026-11-24")])  # a clock set back
    store.append([measured(4, "2026-11-25")])
    store.append([measured(5, "2026-11-23", size=10.0), measured(6, "2026-11-23", variant="on")])
    store.append([measured(7, "2026-11-26", digest="other")])
    assert [s.fact.value for s in store.latest(feature, "tests", "d")] == pytest.approx([4, 6, 5])
    assert sorted(s.fact.value or 0 for s in store.latest(feature, "tests")) == [5, 6, 7]


def test_a_correction_counts_instead(store: Store, feature: str) -> None:
    first, _ = store.append([test(feature, outcome=FAILED), test(feature, run="2")])
    assert store.flaky(feature, "d") == [Flake("test_it", "c", 1)]
    wrong = store.fact(first)
    assert wrong is not None
    (second,) = store.append(
        [wrong.fact._replace(outcome=WITHDRAWN, corrects=first, detail='{"reason": "no disk"}')]
    )
    assert store.flaky(feature, "d") == []
    assert [run.run for run in store.runs(feature, "tests", "d")] == ["2"]
    with pytest.raises(Mistake, match=f"fact {first} is corrected already by fact {second}"):
        store.append([wrong.fact._replace(outcome=PASSED, corrects=first)])
    store.append([wrong.fact._replace(outcome=ERROR, corrects=second)])
    assert [(r.run, r.errors) for r in store.runs(feature, "tests", "d")] == [("1", 1), ("2", 0)]
    assert len(list(store.facts(feature))) == 4


def test_what_cannot_be_corrected(store: Store, feature: str) -> None:
    (number,) = store.append([test(feature)])
    for fact, words in [
        (test(feature, corrects=10**9), "there is no fact 1000000000"),
        (test(feature, "another", corrects=number), "is about something else"),
        (test(f"{feature}x", corrects=number), "is about something else"),
    ]:
        with pytest.raises(Mistake, match=words):
            store.append([test(feature, "not kept"), fact])
    with pytest.raises(Mistake, match="corrected already"):
        store.append([test(feature, corrects=number)] * 2)
    assert len(list(store.facts(feature))) == 1


def test_all_or_nothing(store: Store, feature: str) -> None:
    with pytest.raises(Mistake, match="the outcome 'green'"):
        store.append([test(feature), test(feature, outcome="green")])
    assert list(store.facts(feature)) == []
    assert store.append([]) == []


def test_long_subjects_stay_apart(store: Store, feature: str) -> None:
    names = ["é" * 5000 + end for end in "ab"]
    store.append([test(feature, name) for name in names] + [test(feature, names[0], FAILED)])
    (flake,) = store.flaky(feature, "d")
    assert len(flake.subject.encode()) <= 1000
    assert flake.subject.startswith("ééé")


def test_the_database_itself_refuses_to_change_anything(
    store: Store, feature: str, address: str
) -> None:
    (number,) = store.append([test(feature)])
    store.append([test(feature, outcome=FAILED, corrects=number)])
    engine = create_engine(address)
    verbs = ["UPDATE coldframe_{} SET {} = 7", "DELETE FROM coldframe_{}"]
    verbs += ["TRUNCATE coldframe_{} CASCADE"] * (engine.dialect.name == "postgresql")
    for table, column in [
        *((t, "id") for t in ("batches", "subjects", "facts")),
        ("corrections", "fact"),
    ]:
        for verb in verbs:
            with (
                pytest.raises(DBAPIError, match="evidence is only added to"),
                engine.begin() as connection,
            ):
                connection.execute(text(verb.format(table, column)))
    engine.dispose()
    assert len(list(store.facts(feature))) == 2


ANY = some.tuples(
    some.sampled_from(["a", "b"]),
    some.sampled_from(["1", "2", "3"]),
    some.sampled_from(["c", "d"]),
    some.sampled_from(OUTCOMES),
)


@settings(max_examples=25, deadline=None)
@given(some.lists(some.lists(ANY, min_size=1, max_size=5), max_size=5), some.data())
def test_the_database_counts_as_python_does(
    tmp_path_factory: pytest.TempPathFactory,
    jobs: list[list[tuple[str, str, str, str]]],
    data: some.DataObject,
) -> None:
    """Facts and corrections at random, against the same counted one by one."""
    store = Store(str(tmp_path_factory.mktemp("store") / "s.sqlite"))
    standing: dict[int, Fact] = {}
    for job in jobs:
        facts = [test("f", s, o, run=r, commit=c) for s, r, c, o in job]
        if standing and data.draw(some.booleans()):
            number = data.draw(some.sampled_from(sorted(standing)))
            outcome = data.draw(some.sampled_from(OUTCOMES))
            facts.append(standing.pop(number)._replace(outcome=outcome, corrects=number))
        standing |= dict(zip(store.append(facts), facts, strict=True))

    def outcomes(**same: str) -> list[str]:
        alike = (f for f in standing.values() if same.items() <= f._asdict().items())
        return [fact.outcome for fact in alike]

    told = {(r.run, r.commit): r[3:] for r in store.runs("f", "tests", "d")}
    flakes = {(f.subject, f.commit): f.failed for f in store.flaky("f", "d")}
    for commit in "cd":
        for run in "123":
            there = outcomes(run=run, commit=commit)
            counts = tuple(there.count(o) for o in (PASSED, FAILED, ERROR, SKIPPED))
            assert told.get((run, commit), (0, 0, 0, 0)) == counts
        for subject in "ab":
            there = outcomes(subject=subject, commit=commit)
            passed, failed = there.count(PASSED), there.count(FAILED) + there.count(ERROR)
            expected = failed if passed and failed else None
            assert flakes.get((subject, commit)) == expected
    store.close()
