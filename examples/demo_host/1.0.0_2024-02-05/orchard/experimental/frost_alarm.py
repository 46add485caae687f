"""Wakes somebody when blossom is in danger (experimental)."""


def in_danger(degrees: float) -> bool:
    return degrees < -1.5
