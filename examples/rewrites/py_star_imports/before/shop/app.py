from shop.preview.loyalty import *
from shop.preview.loyalty.points import *
