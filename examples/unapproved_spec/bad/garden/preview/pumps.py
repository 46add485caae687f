"""Pumps (preview)."""
