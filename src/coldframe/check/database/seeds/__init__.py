"""Rows for every table, made from what the database says of it."""
