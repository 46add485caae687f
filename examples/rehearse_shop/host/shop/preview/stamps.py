"""A stamp for every cup of coffee."""


class Stamp:
    """One stamp."""
