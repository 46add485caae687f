"""Sells things.

Many of them.
"""

__version__ = "1.4.0"
