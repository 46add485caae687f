from .units import TON


def load(tons: int) -> int:
    return tons * TON
