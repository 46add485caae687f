"""Gift cards."""
