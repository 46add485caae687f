from . import rules
from .. import gifts
from ... import money
from shop.preview.loyalty import rules as r
