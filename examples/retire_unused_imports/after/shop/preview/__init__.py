from . import silver
from .silver import Silver

__all__ = [
    "Silver",
    "silver",
]
