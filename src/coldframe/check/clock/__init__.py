"""A feature ends in time."""
