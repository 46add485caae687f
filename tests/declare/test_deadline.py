"""By which release a feature must have ended, and that no number moves it."""

from __future__ import annotations

import pytest

from coldframe.declare.calendar import Calendar, Release
from coldframe.declare.deadline import Deadline, Promises, deadline, standing
from coldframe.declare.feature import Declaration, Renewal
from coldframe.declare.mistake import Mistake
from coldframe.declare.settings import Settings

CALENDAR = Calendar([Release(f"{major}.0.0") for major in range(28, 35)])


def found(since: str, observed: str = "", *renewals: Renewal, **more: object) -> Deadline:
    said = Declaration("f/preview.toml", spec="f.md", since=since, renewals=renewals)
    first = CALENDAR.find(observed) if observed else None
    return deadline(said, first, Settings(), CALENDAR, **more)  # type: ignore[arg-type]


def end(since: str, observed: str = "", *renewals: Renewal, **more: object) -> str:
    return str(found(since, observed, *renewals, **more).release)


def test_since_and_two_cycles() -> None:
    assert end("29.0.0") == "31.0.0"
    assert end("29.0.3") == "31.0.0"  # a patch belongs to its cycle
    assert end("33.0.0") == "~35.0.0"


@pytest.mark.parametrize(
    ("declared", "observed", "counts"),
    [("30.0.0", "28.0.0", "28.0.0"), ("28.0.0", "30.0.0", "28.0.0"), ("", "29.0.0", "29.0.0"),
     ("29.0.0", "", "29.0.0"), ("29.0.0", "29.0.0", "29.0.0")],
)  # fmt: skip
def test_the_earlier_of_declared_and_observed_counts(
    declared: str, observed: str, counts: str
) -> None:
    outcome = found(declared, observed)
    assert outcome.since == counts
    assert outcome.contradicts is (bool(declared) and declared != counts)


def test_undeclared_and_unreleased_has_none() -> None:
    assert deadline(None, None, Settings(), CALENDAR).release is None


@pytest.mark.parametrize(
    ("now", "stage"),
    [("28.0.0", "unreleased"), ("29.0.0", "preview"), ("30.0.0", "due"), ("30.0.9", "due"),
     ("31.0.0", "due"), ("31.0.5", "due"), ("32.0.0", "overdue"), ("34.0.0", "overdue"),
     ("36.0.0", "overdue")],
)  # fmt: skip
def test_boundaries(now: str, stage: str) -> None:
    """Since 29, deadline 31: in 31 it may still be there, in 32 no more."""
    assert standing(found("29.0.0"), Release(now), CALENDAR) == stage


def test_nothing_is_late_without_releases() -> None:
    assert standing(found("29.0.0"), None, CALENDAR) == "preview"


def test_a_renewal_moves_the_deadline() -> None:
    outcome = found("29.0.0", "", Renewal("33.0.0", "again.md"))
    assert (str(outcome.release), outcome.stale) == ("33.0.0", ())
    assert outcome.renewal == Renewal("33.0.0", "again.md")


def test_renewals_follow_each_other() -> None:
    assert end("28.0.0", "", Renewal("32.0.0", "b.md"), Renewal("34.0.0", "c.md")) == "34.0.0"


@pytest.mark.parametrize(
    ("renewal", "why"),
    [
        (Renewal("33.0.0", "f.md"), "already stands for the feature itself"),
        (Renewal("33.0.0", ""), "names no spec"),
        (Renewal("", "again.md"), "does not say until when"),
        (Renewal("31.0.0", "again.md"), "no later than the deadline"),
        (Renewal("31.0.4", "again.md"), "no later than the deadline"),
        (Renewal("30.0.0", "again.md"), "no later than the deadline"),
        (Renewal("33.0.0", "missing.md"), "is not there"),
    ],
)
def test_stale_renewals_move_nothing(renewal: Renewal, why: str) -> None:
    def fault(spec: str, before: str) -> str:
        return "names a spec that is not there" if spec == "missing.md" else ""

    outcome = found("29.0.0", "", renewal, spec_fault=fault)
    assert str(outcome.release) == "31.0.0" and outcome.renewal is None
    assert why in outcome.stale[0].why


def test_a_spec_renews_once() -> None:
    outcome = found("28.0.0", "", Renewal("32.0.0", "b.md"), Renewal("34.0.0", "b.md"))
    assert str(outcome.release) == "32.0.0"
    assert len(outcome.stale) == 1


def test_a_released_renewal_cannot_be_prolonged() -> None:
    released = Promises(untils={"b.md": "32.0.0"})
    outcome = found("29.0.0", "", Renewal("34.0.0", "b.md"), promises=released)
    assert (
        str(outcome.release) == "32.0.0"
        and "was released with until = 32.0.0" in outcome.stale[0].why
    )
    assert (
        end("29.0.0", "", Renewal("32.0.0", "b.md"), promises=Promises(untils={"b.md": "34.0.0"}))
        == "32.0.0"
    )


def test_the_spec_that_started_it_is_used_even_if_no_longer_named() -> None:
    outcome = found(
        "29.0.0", "", Renewal("33.0.0", "old.md"), promises=Promises(specs=frozenset(["old.md"]))
    )
    assert str(outcome.release) == "31.0.0"


def test_fewest_cycles_that_a_release_granted_count() -> None:
    assert end("29.0.0", promises=Promises(cycles=1)) == "30.0.0"
    assert end("29.0.0", promises=Promises(cycles=9)) == "31.0.0"


def test_what_is_no_version_is_a_mistake_with_its_place() -> None:
    with pytest.raises(Mistake, match='since = "soon"') as caught:
        found("soon")
    assert caught.value.path == "f/preview.toml"
    with pytest.raises(Mistake, match='until = "never"'):
        found("29.0.0", "", Renewal("never", "b.md", 7))
