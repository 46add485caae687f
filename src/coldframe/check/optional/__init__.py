"""A feature is off, and costs nothing, until somebody asks for it."""
