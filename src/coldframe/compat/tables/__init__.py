"""Database tables: what reports, other programs and the older release beside it read and write."""
