"""Says what was found: one file per format."""
