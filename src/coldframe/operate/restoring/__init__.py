"""Puts a backup back: what fits where, in which order, and whether it has arrived."""
