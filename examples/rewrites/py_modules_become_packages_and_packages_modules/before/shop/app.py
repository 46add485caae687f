from shop.preview.loyalty import Points
from shop.preview import loyalty, cards
from .preview.cards import Card
X = 'shop.preview.loyalty.Points', 'shop.preview.cards:Card', 'shop/preview/loyalty.py', 'shop/preview/cards/__init__.py'
