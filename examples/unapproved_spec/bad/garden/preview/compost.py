"""Compost (preview)."""
