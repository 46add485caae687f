"""Jobs that run later."""
