"""How fast figures grow."""

from __future__ import annotations

from math import isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coldframe.prove.figures.growth import BOUNDS, beyond, slope

NOISY = [(10, 1.1), (100, 9.0), (1000, 112.0), (10000, 950.0), (100000, 10400.0)]
SCIPY = (0.9974762404, 0.9624688172, 1.0324836636)


def test_it_is_what_scipy_says() -> None:
    # r = scipy.stats.linregress(log(sizes), log(figures)); r.slope -+ t.ppf(0.95, 3) * r.stderr
    found = slope(NOISY, 0.95)
    assert found is not None
    assert found == pytest.approx(SCIPY, abs=1e-9)


sizes = st.lists(st.integers(2, 10**7), min_size=3, max_size=8, unique=True)


@given(sizes, st.floats(-1, 3), st.floats(1e-3, 1e3))
def test_a_power_is_found_exactly(sizes: list[int], power: float, factor: float) -> None:
    found = slope([(n, factor * n**power) for n in sizes])
    assert found is not None
    assert isclose(found.value, power, abs_tol=1e-6)
    assert found.low - 1e-6 <= power <= found.high + 1e-6


@given(sizes, st.sampled_from(sorted(BOUNDS)), st.floats(1e-3, 1e3))
def test_what_grows_as_its_bound_is_not_beyond_it(
    sizes: list[int], bound: str, factor: float
) -> None:
    found = beyond([(n, factor * BOUNDS[bound](n)) for n in sizes], bound)
    assert found is not None
    assert isclose(found.value, 0, abs_tol=1e-6)


@given(sizes, st.data())
def test_surer_limits_are_wider(sizes: list[int], data: st.DataObject) -> None:
    points = [(n, data.draw(st.floats(1e-3, 1e6))) for n in sizes]
    narrow, wide = slope(points, 0.8), slope(points, 0.99)
    assert narrow is not None
    assert wide is not None
    assert wide.low <= narrow.low <= narrow.value <= narrow.high <= wide.high


def test_quadratic_growth_is_beyond_n_log_n_and_linear_growth_is_not() -> None:
    sizes = [10, 100, 1000, 10000]
    fast = beyond([(n, n**2 / 7) for n in sizes], "n log n")
    slow = beyond([(n, 3 * n + 0.1 * log(n)) for n in sizes], "n log n")
    assert fast is not None
    assert slow is not None
    assert fast.low > 0.5
    assert slow.high < 0


def test_what_cannot_be_known() -> None:
    assert slope([]) is None
    assert slope([(10, 1.0), (10, 2.0), (10, 3.0)]) is None
    assert slope([(0, 1.0), (10, 2.0)]) is None
    assert slope([(1, 0.0), (10, 2.0)]) is None
    two = slope([(1, 1.0), (10, 10.0)])
    assert two is not None
    assert two == pytest.approx((1.0, float("-inf"), float("inf")))


def test_no_queries_at_any_size_do_not_grow() -> None:
    assert slope([(1, 0.0), (10, 0.0)]) == (0, 0, 0)
    assert beyond([(1, 0.0), (10, 0.0)], "1") == (0, 0, 0)
