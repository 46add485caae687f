"""How much more often a signature is in failed runs than in passed ones, and how sure that is.

The lift is the ratio of two rates, and its interval is that of the score test: P. A. R. Koopman,
"Confidence intervals for the ratio of two binomial proportions", Biometrics 40 (1984) 513-517;
the rates under a given ratio are the root that O. S. Miettinen and M. Nurminen give in
"Comparative analysis of two rates", Statistics in Medicine 4 (1985) 213-226.
"""

from __future__ import annotations

from math import inf, log, sqrt
from typing import NamedTuple

_CHI = 3.841458820694124  # the 95 % point of chi-square with one degree of freedom


class Lift(NamedTuple):
    """``ratio`` with its 95 % interval; ``inf`` where no passed run has it."""

    ratio: float
    low: float
    high: float


def lift(failed_with: int, failed: int, passed_with: int, passed: int) -> Lift | None:
    """The lift of what ``failed_with`` of ``failed`` and ``passed_with`` of ``passed`` runs have.

    None if there are no runs of one kind, or if none has it: then nothing can be said.
    """
    if not failed or not passed or not failed_with + passed_with:
        return None
    high_rate, low_rate = failed_with / failed, passed_with / passed
    ratio = high_rate / low_rate if passed_with else inf

    def distance(phi: float) -> float:
        """Chi-square of the data if the ratio were ``phi``."""
        a = (failed + passed) * phi
        b = failed * phi + failed_with + passed + passed_with * phi
        c = failed_with + passed_with
        base = (b - sqrt(max(b * b - 4 * a * c, 0.0))) / (2 * a)
        there = min(base * phi, 1.0)
        variance = there * (1 - there) / failed + phi * phi * base * (1 - base) / passed
        difference = (high_rate - phi * low_rate) ** 2
        return difference / variance if variance > 0 else (inf if difference > 1e-18 else 0.0)

    middle = ratio if 0 < ratio < inf else (1e9 if ratio else 1e-9)
    low = 0.0 if not failed_with else _edge(distance, 1e-9, middle)
    high = inf if not passed_with else _edge(distance, 1e9, middle)
    return Lift(ratio, low, high)


def _edge(distance: object, outside: float, inside: float) -> float:
    """Where the chi-square reaches its 95 % point, by halving on the scale of logarithms."""
    assert callable(distance)
    out, within = log(outside), log(inside)
    for _ in range(200):
        middle = (out + within) / 2
        if distance(2.718281828459045**middle) > _CHI:
            out = middle
        else:
            within = middle
    return float(2.718281828459045**within)
