"""Beds, and how they are shown."""

from functools import singledispatch


class Bed:
    """A place where things grow."""

    def litres(self):
        """What it needs in a day."""
        return 3


class Dry(Exception):
    """There is no water left."""


@singledispatch
def shown(thing):
    """A text for people."""
    return str(thing)


def store():
    """Where beds are kept."""


PUMPS = {"hand": "garden.pumps:Hand"}
