"""The paths of the garden."""


def plan() -> list[str]:
    """The beds in the order in which they are watered."""
    return ["roses", "beans"]
