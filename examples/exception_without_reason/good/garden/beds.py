"""The beds of the garden."""

from garden.preview.watering import Schedule


def plan() -> Schedule:
    """The usual schedule."""
    return Schedule()
