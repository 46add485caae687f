from shop.api import Till

__all__ = ["Till"]
