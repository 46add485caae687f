from shop.loyalty import *
