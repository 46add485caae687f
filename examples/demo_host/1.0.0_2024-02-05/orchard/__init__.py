"""Keeps the books of an orchard."""
