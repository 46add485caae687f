"""Loyalty.

Loyalty is a preview feature: it is off by default, and may change or be removed in any
release.
"""
