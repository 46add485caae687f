"""Cards that carry money."""
