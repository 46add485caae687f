"""Student's t distribution: its quantiles, from the standard library."""

from __future__ import annotations

from math import exp, lgamma, log, log1p, sqrt

_STEPS = 400
_TINY = 1e-300
_CLOSE = 1e-15


def quantile(probability: float, degrees: float) -> float:
    """The t that a variable with ``degrees`` of freedom stays below with ``probability``.

    ``probability`` is between 0.5 and 1.  Found by halving: the distribution function grows.
    """
    if not 0.5 <= probability < 1 or degrees <= 0:
        raise ValueError(f"{probability} with {degrees} degrees of freedom")
    low, high = 0.0, 1.0
    while below(high, degrees) < probability:
        low, high = high, high * 2
    while high - low > 1e-12 * max(1.0, high):
        middle = (low + high) / 2
        if below(middle, degrees) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def below(t: float, degrees: float) -> float:
    """The probability of a value up to ``t``, which is not negative.

    By the incomplete beta function: NIST Digital Library of Mathematical Functions, 8.17, and
    Abramowitz and Stegun 26.7.1.
    """
    return 0.5 + 0.5 * _incomplete_beta(t * t / (degrees + t * t), 0.5, degrees / 2)


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, DLMF 8.17.22."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """Its continued fraction, evaluated as W. J. Lentz does (Applied Optics 15, 1976)."""
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > _TINY else _TINY)
    value = d
    for m in range(1, _STEPS):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + step * d
            c = 1 + step / c
            d = 1 / (d if abs(d) > _TINY else _TINY)
            c = c if abs(c) > _TINY else _TINY
            value *= d * c
        if abs(d * c - 1) < _CLOSE:
            break
    return value


def mean_limits(values: list[float], confidence: float) -> tuple[float, float, float]:
    """The mean of ``values``, and one-sided limits below and above it.

    Each limit holds with ``confidence``; one value alone has none (they are infinite).
    """
    count = len(values)
    mean = sum(values) / count
    if count < 2:
        return mean, float("-inf"), float("inf")
    variance = sum((value - mean) ** 2 for value in values) / (count - 1)
    reach = quantile(confidence, count - 1) * sqrt(variance / count)
    return mean, mean - reach, mean + reach
