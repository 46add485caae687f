"""Wilson's lower bound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coldframe.prove.figures.proportion import clean_cases_needed, lower_bound

# scipy.stats.binomtest(k, n, alternative="greater").proportion_ci(c, method="wilson").low
SCIPY = [
    (30, 30, 0.95, 0.9172756919),
    (29, 30, 0.95, 0.8635958578),
    (0, 30, 0.95, 0.0),
    (1, 1, 0.95, 0.2698659488),
    (268, 268, 0.95, 0.9900055853),
    (95, 100, 0.99, 0.8723768038),
    (7, 20, 0.9, 0.2294972572),
]


@pytest.mark.parametrize(("hits", "cases", "confidence", "expected"), SCIPY)
def test_it_is_what_scipy_says(hits: int, cases: int, confidence: float, expected: float) -> None:
    assert lower_bound(hits, cases, confidence) == pytest.approx(expected, abs=1e-9)


counts = st.integers(1, 5000).flatmap(
    lambda cases: st.tuples(st.integers(0, cases), st.just(cases))
)
confidences = st.floats(0.5, 0.9999)


@given(counts, confidences)
def test_it_is_a_share_and_never_above_the_observed_one(
    case: tuple[int, int], confidence: float
) -> None:
    hits, cases = case
    assert 0 <= lower_bound(hits, cases, confidence) <= hits / cases


@given(counts, confidences)
def test_a_pass_more_lifts_it_and_a_failure_more_does_not(
    case: tuple[int, int], confidence: float
) -> None:
    hits, cases = case
    here = lower_bound(hits, cases, confidence)
    assert lower_bound(hits + 1, cases + 1, confidence) >= here - 1e-12
    assert lower_bound(hits, cases + 1, confidence) <= here + 1e-12


@given(counts, st.floats(0.1, 0.99))
def test_the_clean_cases_that_are_needed_are_just_enough(
    case: tuple[int, int], least: float
) -> None:
    hits, cases = case
    misses = cases - hits
    more = clean_cases_needed(misses, cases, least)
    assert lower_bound(hits + more, cases + more) >= least
    if more:
        assert lower_bound(hits + more - 1, cases + more - 1) < least


def test_the_figures_that_the_docs_name() -> None:
    assert [clean_cases_needed(0, 0, share) for share in (0.9, 0.95, 0.99)] == [25, 52, 268]
    assert clean_cases_needed(0, 0, 1.0) == -1


def test_more_hits_than_cases_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        lower_bound(3, 2)
