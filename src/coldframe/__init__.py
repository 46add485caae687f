"""Coldframe keeps preview features apart from the stable product, and makes each of them end."""

__version__ = "0.1.0.dev0"
