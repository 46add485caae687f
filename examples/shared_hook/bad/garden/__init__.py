"""Beds and what grows in them."""
