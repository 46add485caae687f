"""``x-stability-level``: how firmly something is promised."""

from __future__ import annotations

from coldframe.declare.label import LEVELS


def preview(level: str) -> bool:
    """Whether something of this level may still change."""
    return level.lower() in LEVELS[:-1]


def lower(one: str, other: str) -> bool:
    """Whether ``one`` promises less than ``other``."""
    return _rank(one) < _rank(other)


def _rank(level: str) -> int:
    word = level.lower()
    return LEVELS.index(word) if word in LEVELS else len(LEVELS) - 1
