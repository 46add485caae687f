"""Waters the beds by itself."""


class Schedule:
    """When to water."""
