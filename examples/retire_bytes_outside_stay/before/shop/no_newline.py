NAME = 1
from shop.preview import gold