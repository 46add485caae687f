x = 1
from shop.preview import gifts, loyalty