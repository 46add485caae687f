"""Gold."""


class Gold:
    """Rewards."""
