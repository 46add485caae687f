"""Watering by schedule (preview)."""
