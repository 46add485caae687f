"""Student's t distribution."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coldframe.prove.figures.student import below, mean_limits, quantile

# scipy.stats.t.ppf(p, df)
SCIPY = [
    (0.95, 1, 6.313751514675),
    (0.975, 1, 12.706204736175),
    (0.95, 2, 2.919985580354),
    (0.95, 4, 2.131846786327),
    (0.99, 10, 2.763769458113),
    (0.975, 30, 2.042272456301),
    (0.95, 1000, 1.646378817285),
    (0.6, 3, 0.276670662333),
]


@pytest.mark.parametrize(("probability", "degrees", "expected"), SCIPY)
def test_it_is_what_scipy_says(probability: float, degrees: int, expected: float) -> None:
    assert quantile(probability, degrees) == pytest.approx(expected, rel=1e-9)


@given(st.floats(0.5, 0.9999), st.integers(1, 500))
def test_quantile_and_distribution_undo_each_other(probability: float, degrees: int) -> None:
    assert below(quantile(probability, degrees), degrees) == pytest.approx(probability, abs=1e-9)


def test_limits_of_a_mean() -> None:
    # scipy.stats.t.ppf(0.95, 4) * scipy.stats.sem([1, 2, 3, 4, 5]) = 1.507443
    mean, low, high = mean_limits([1, 2, 3, 4, 5], 0.95)
    assert (mean, low, high) == pytest.approx((3, 1.4925567, 4.5074433), abs=1e-6)
    assert mean_limits([7.0], 0.95) == (7.0, float("-inf"), float("inf"))
    assert mean_limits([2.0, 2.0], 0.95) == (2.0, 2.0, 2.0)
