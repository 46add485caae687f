"""Silver."""


class Silver:
    """Rewards."""
