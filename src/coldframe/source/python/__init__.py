"""Parses Python of any version, whatever interpreter runs Coldframe."""
