"""Gold members: they pay less."""

RATE = 0.9


def price(cents: int) -> int:
    """What a gold member pays."""
    return round(cents * RATE)
