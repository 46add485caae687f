"""Where crates are kept."""


class Barn:
    """A barn without cooling."""

    capacity = 400
