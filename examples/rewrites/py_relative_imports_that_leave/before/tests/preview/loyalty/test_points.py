from ... import base
from shop.preview.loyalty import points
