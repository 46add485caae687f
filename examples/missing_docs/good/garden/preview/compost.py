"""Turns leaves into soil (preview)."""
