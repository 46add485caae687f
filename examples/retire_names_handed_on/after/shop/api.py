from shop.till import Till

__all__ = ["Till"]
