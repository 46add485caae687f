"""Rules: whose table is it, and is stable data kept; they run in ``migrations check``."""
