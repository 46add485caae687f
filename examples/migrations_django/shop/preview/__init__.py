"""Features that may change or go."""
