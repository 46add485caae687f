"""Python surfaces: the names that a package promises, read without importing it."""
