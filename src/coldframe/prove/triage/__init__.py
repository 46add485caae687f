"""Logs: whose failure is each traceback, culprit or victim."""
