"""Calls that show what a change does: valid under the base, made against the new application."""
