"""Distributions that the release has taken in, and that must not stay installed beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.operate.upgrade_check.remark import DISTRIBUTION, STOPS, Remark

if TYPE_CHECKING:
    from coldframe.operate.upgrade_check.judging.ground import Ground


def _why(offers: bool) -> str:
    return "both would offer the same entry points" if offers else "the old code must not stay"


def judged(ground: Ground) -> Iterator[Remark]:
    """A remark for each."""
    for one, move in ground.replaced:
        yield Remark(
            kind=DISTRIBUTION,
            effect=STOPS,
            path=one.place,
            line=0,
            setting="",
            feature=move.feature,
            what=f"{move.why}; {_why(bool(one.entry_points))}",
            old=f"{one.name} {one.version}",
            remedy=f"pip uninstall {one.name}",
        )
