"""The migrations of the evidence store: one list, for SQLite and PostgreSQL."""
