"""How large a proportion is at least, from some of its cases."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist


def lower_bound(hits: int, cases: int, confidence: float = 0.95) -> float:
    """The share that is at least true with ``confidence``, if ``hits`` of ``cases`` were hits.

    It is the one-sided lower limit of Wilson's score interval: E. B. Wilson, "Probable
    Inference, the Law of Succession, and Statistical Inference", Journal of the American
    Statistical Association 22 (1927), 209-212.  Without cases nothing is known, so it is 0.
    """
    if not 0 <= hits <= cases:
        raise ValueError(f"{hits} of {cases}")
    if not hits:
        return 0.0
    z = NormalDist().inv_cdf(confidence)
    share, square = hits / cases, z * z
    spread = z * sqrt(share * (1 - share) / cases + square / (4 * cases * cases))
    limit = (share + square / (2 * cases) - spread) / (1 + square / cases)
    return min(max(limit, 0.0), share)  # rounding


def clean_cases_needed(misses: int, cases: int, least: float, confidence: float = 0.95) -> int:
    """How many more cases without a miss lift the lower bound to ``least``; -1: no number does.

    ``misses`` of ``cases`` were none.  The bound grows with each clean case, so it is found by
    halving.
    """
    if least >= 1:
        return -1

    def enough(more: int) -> bool:
        total = cases + more
        return total > 0 and lower_bound(total - misses, total, confidence) >= least

    most = 1
    while not enough(most):
        most *= 2
        if most > 1 << 40:
            return -1
    low = -1
    high = most
    while high - low > 1:
        middle = (low + high) // 2
        if enough(middle):
            high = middle
        else:
            low = middle
    return high
