"""Watering by hand."""
