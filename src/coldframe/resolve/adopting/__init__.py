"""What ``adopt`` is made of: the project that comes in is read, and nothing of it is executed."""
