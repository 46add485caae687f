from acme.shop.preview.loyalty import rules
from ... import money
from . import rules as own
