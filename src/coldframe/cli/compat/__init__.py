"""``coldframe compat``: one file per second word."""
