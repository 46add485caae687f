"""Wakes somebody when blossom is in danger."""


def in_danger(degrees: float) -> bool:
    return degrees < -1.5
