"""Watering by schedule (preview)."""


class Schedule:
    """When which bed is watered."""
