"""Sells things."""
