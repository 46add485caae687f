"""Reads trees: files, git, Python, references. Knows nothing of features."""
