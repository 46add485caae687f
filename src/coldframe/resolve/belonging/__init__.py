"""Finds what a feature has in its host, kind by kind: certain, or for a person to decide."""
