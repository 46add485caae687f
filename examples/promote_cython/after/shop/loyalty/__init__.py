"""Loyalty cards."""

from .points import Points

__all__ = ["Points"]
