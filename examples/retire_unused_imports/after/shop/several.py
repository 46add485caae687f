from shop.preview import (  # noqa: F401
    silver,
)
from shop.preview import silver as second  # noqa: F401

__all__ = ["second"]
