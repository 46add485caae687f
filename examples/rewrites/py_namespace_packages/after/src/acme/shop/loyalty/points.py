from acme.shop.loyalty import rules
from .. import money
from . import rules as own
