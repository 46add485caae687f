from ... import base
from shop.customers.loyalty import points
