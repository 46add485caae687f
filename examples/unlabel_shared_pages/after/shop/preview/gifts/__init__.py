"""[preview] Gifts."""
