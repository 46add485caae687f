"""The garden."""
