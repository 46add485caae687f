curl https://example.org/shop/preview/gifts/cards.py
