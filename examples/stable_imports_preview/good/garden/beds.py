"""The beds of the garden."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from garden.preview.watering import Schedule


def plan(name: str) -> Schedule:
    """The schedule that the configuration names."""
    (found,) = entry_points(group="garden.schedules", name=name)
    return found.load()()
