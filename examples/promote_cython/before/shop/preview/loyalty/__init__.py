"""Loyalty cards.

This is a preview feature: it may change or go without notice.
"""

from .points import Points

__all__ = ["Points"]
