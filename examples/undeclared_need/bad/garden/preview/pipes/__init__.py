"""Pipes (preview)."""
