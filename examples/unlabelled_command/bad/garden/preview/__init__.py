"""Not stable yet."""
