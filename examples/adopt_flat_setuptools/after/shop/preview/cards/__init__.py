"""Payment with cards."""

from importlib.metadata import version

__version__ = version("shop")
