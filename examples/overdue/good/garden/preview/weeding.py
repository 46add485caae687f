"""Pulls weeds."""
