"""Cards for loyal customers."""
