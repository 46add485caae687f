from shop.loyalty import Points
from shop import loyalty, cards
from .cards import Card
X = 'shop.loyalty.Points', 'shop.cards:Card', 'shop/loyalty/__init__.py', 'shop/cards.py'
