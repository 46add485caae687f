# Near miss: an import nobody can know, without a hint
from importlib import import_module


def load(name):
    """Load a preview of host."""
    return import_module(name)
