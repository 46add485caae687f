"""Features that are not stable yet."""
