from . import gold, silver
from .gold import Gold
from .silver import Silver

__all__ = [
    "Gold",
    "Silver",
    "gold",
    "silver",
]
