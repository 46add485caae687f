"""Gold card."""

LIMIT = 100
