"""Beds."""


def planted(bed):
    """Put something into ``bed``."""
    return bed
