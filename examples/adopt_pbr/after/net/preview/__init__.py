"""Features that are not stable yet: each child is a preview feature."""
