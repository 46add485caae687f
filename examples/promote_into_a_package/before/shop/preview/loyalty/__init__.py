"""Loyalty cards.

This is a preview feature: it may change or go without notice.
"""

from .points import Points
from .points import worth as value

__all__ = ["Points", "value"]
