"""Looks at the sky."""

from garden import beds


class Sensor:
    """Says how much it rains."""


class Cloud:
    """Where the rain comes from."""


beds.PUMPS["rain"] = Sensor


@beds.shown.register
def _(cloud: Cloud):
    return "a cloud"


def measured(bed):
    """What a bed needs, told for a while."""
    before = beds.Bed.litres
    beds.Bed.litres = lambda self: 0
    try:
        return bed.litres()
    finally:
        beds.Bed.litres = before
