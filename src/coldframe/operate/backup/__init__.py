"""A backup of tables: files that need no database to be read, and no Coldframe."""
