from shop.preview.loyalty import *
from shop.points import *
