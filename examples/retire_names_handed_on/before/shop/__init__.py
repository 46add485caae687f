from shop.api import Gold, Till

__all__ = ["Gold", "Till"]
