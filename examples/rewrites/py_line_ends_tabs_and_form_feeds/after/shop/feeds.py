import os

# page two
from shop.customers import cards as loyalty

def f():
	return 'shop.customers.cards' , "", 'shop.customers.cards.points'
