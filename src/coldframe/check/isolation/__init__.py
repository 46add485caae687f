"""Stable code does not reach preview code; features declare what they need of each other."""
