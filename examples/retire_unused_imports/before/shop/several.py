from shop.preview import (  # noqa: F401
    gold,  # registers itself
    silver,
)
from shop.preview import silver as second, gold as first  # noqa: F401

__all__ = ["first", "second"]
