"""Edits a host's packaging metadata to the byte: what is not meant stays as it was written."""
