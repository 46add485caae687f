from . import rules
from shop.preview import gifts
from shop import money
from loyalty import rules as r
