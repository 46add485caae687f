"""How fast a figure grows with size: the slope of its logarithm, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log, sqrt
from typing import NamedTuple

from coldframe.prove.figures.student import quantile

# What may be declared, as a function of the size; sizes below 2 have no logarithm to divide by.
BOUNDS: dict[str, Callable[[float], float]] = {
    "1": lambda n: 1.0,
    "log n": lambda n: log(max(n, 2.0)),
    "n": lambda n: n,
    "n log n": lambda n: n * log(max(n, 2.0)),
    "n^2": lambda n: n**2,
    "n^3": lambda n: n**3,
}


class Slope(NamedTuple):
    """An exponent: the figure grows as size to the power of ``value``.

    ``low`` and ``high`` are its one-sided limits; with two sizes there are none.
    """

    value: float
    low: float
    high: float


def slope(points: Sequence[tuple[float, float]], confidence: float = 0.95) -> Slope | None:
    """The least-squares slope of log(figure) against log(size), from pairs of size and figure.

    Its limits are those of simple linear regression, with Student's t of n - 2 degrees of
    freedom: N. R. Draper and H. Smith, Applied Regression Analysis, section 1.4.  Figures that
    are all 0 do not grow.  None where sizes or figures have no logarithm, or all sizes are one.
    """
    if points and all(figure == 0 for _, figure in points) and all(n > 0 for n, _ in points):
        return Slope(0.0, 0.0, 0.0) if len({n for n, _ in points}) > 1 else None
    if any(size <= 0 or figure <= 0 for size, figure in points):
        return None
    pairs = [(log(size), log(figure)) for size, figure in points]
    count = len(pairs)
    if len({x for x, _ in pairs}) < 2:
        return None
    middle = sum(x for x, _ in pairs) / count
    height = sum(y for _, y in pairs) / count
    spread = sum((x - middle) ** 2 for x, _ in pairs)
    value = sum((x - middle) * (y - height) for x, y in pairs) / spread
    if count < 3:
        return Slope(value, float("-inf"), float("inf"))
    rest = sum((y - height - value * (x - middle)) ** 2 for x, y in pairs)
    reach = quantile(confidence, count - 2) * sqrt(rest / (count - 2) / spread)
    return Slope(value, value - reach, value + reach)


def beyond(
    points: Sequence[tuple[float, float]], bound: str, confidence: float = 0.95
) -> Slope | None:
    """By which exponent the figure grows faster than ``bound`` (a key of ``BOUNDS``).

    It is the slope of the figure divided by the bound; below 0 it grows more slowly.
    """
    function = BOUNDS[bound]
    if points and all(figure == 0 for _, figure in points):
        return slope(points, confidence)
    return slope([(n, figure / function(n)) for n, figure in points if n > 0], confidence)
