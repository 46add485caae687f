"""Loyalty cards: stamps that a customer collects."""
