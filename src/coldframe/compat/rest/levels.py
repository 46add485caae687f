"""``x-stability-level``: how firmly something is promised."""

from __future__ import annotations

# From loose to firm; what is not named counts as stable.
ORDER = ("draft", "alpha", "experimental", "preview", "beta", "stable")


def preview(level: str) -> bool:
    """Whether something of this level may still change."""
    return level.lower() in ORDER[:-1]


def lower(one: str, other: str) -> bool:
    """Whether ``one`` promises less than ``other``."""
    return _rank(one) < _rank(other)


def _rank(level: str) -> int:
    word = level.lower()
    return ORDER.index(word) if word in ORDER else len(ORDER) - 1
