"""Waters each bed when its soil is dry."""


class Schedule:
    """When to water."""
