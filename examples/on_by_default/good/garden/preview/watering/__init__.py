"""Waters beds by schedule (preview)."""


class Schedule:
    """When to water."""
