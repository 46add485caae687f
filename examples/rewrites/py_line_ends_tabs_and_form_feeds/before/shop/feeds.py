import os

# page two
from shop.preview import loyalty

def f():
	return 'shop.preview.loyalty' , "", 'shop.preview.loyalty.points'
