"""``coldframe migrations``: one file per second word."""
