"""A shop on the command line."""
