"""What the migrations of a host do to a database: read, and really run on a scratch one."""
