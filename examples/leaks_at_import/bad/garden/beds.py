"""What grows where."""

PLANTS = {"kale": 3}


def grow(plant):
    return PLANTS[plant]
