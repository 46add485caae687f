import shop.customers.cards.points
from shop.customers import (
	cards as loyalty,
)


def f():
	from .customers.cards import \
		points
	return shop.customers.cards. \
		points.Points, 'shop.customers.cards.points'
