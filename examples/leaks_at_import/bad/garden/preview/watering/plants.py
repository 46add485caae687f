"""More to water."""

from garden import beds

beds.PLANTS["rice"] = 9


def _grow(plant):
    return beds.PLANTS[plant] * 2


beds.grow = _grow
