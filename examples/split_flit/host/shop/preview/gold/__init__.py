"""Gold members."""
