X = 1
from shop.preview import gifts, loyalty
if X:
    from shop.preview import (
        loyalty,  # a card
        gifts,
    )
