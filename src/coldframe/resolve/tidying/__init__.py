"""Edited imports in the order, and lines of the length, that the host's own settings ask for."""
