"""A feature has an approved spec and an owner."""
