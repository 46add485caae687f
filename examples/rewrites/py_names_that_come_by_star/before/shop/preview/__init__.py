from . import loyalty

__all__ = ['loyalty']
