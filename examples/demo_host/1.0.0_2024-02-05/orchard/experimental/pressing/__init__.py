"""Turns windfalls into juice (experimental)."""

from orchard.experimental.pressing.press import Press

__all__ = ["Press"]
