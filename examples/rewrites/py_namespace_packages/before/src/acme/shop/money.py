import acme.shop.preview.loyalty.points
from acme.shop.preview.loyalty import rules
from .preview.loyalty import points
