"""Loyalty points."""
