import os

from shop.preview.gold import Gold


def rewards():
    return Gold() if os.environ else None
