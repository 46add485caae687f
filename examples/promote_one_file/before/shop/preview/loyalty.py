"""Loyalty cards.

This is a preview feature: it may change or go without notice.
"""

from ..money import EUR


def points(price: int) -> int:
    return price * EUR
