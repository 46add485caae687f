from shop.preview.gold import Gold
from shop.till import Till

__all__ = ["Gold", "Till"]
