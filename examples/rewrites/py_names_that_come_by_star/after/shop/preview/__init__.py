from ..customers import cards as loyalty

__all__ = ['loyalty']
