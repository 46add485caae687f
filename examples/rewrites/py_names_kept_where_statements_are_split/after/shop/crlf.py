X = 1
from shop.preview import gifts
from shop import loyalty
if X:
    from shop.preview import (
        gifts,
    )
    from shop import loyalty  # a card
