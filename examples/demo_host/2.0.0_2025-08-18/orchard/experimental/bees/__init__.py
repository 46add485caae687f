"""Counts hives and what they pollinate (experimental)."""
