import acme.shop.loyalty.points
from acme.shop.loyalty import rules
from .loyalty import points
