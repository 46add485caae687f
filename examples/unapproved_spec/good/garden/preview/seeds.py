"""Seeds (preview)."""
