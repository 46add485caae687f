from shop.loyalty_api import *
from shop.points import *
from . import rest
from shop import points
