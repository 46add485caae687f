"""Sprinklers (preview)."""

from garden.preview.watering import Schedule

__all__ = ["Schedule"]
