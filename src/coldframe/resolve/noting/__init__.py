"""Writes release notes in the way of each system that hosts use for them."""
