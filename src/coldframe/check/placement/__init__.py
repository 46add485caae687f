"""A feature's code, tests, docs and declaration are where they belong."""
