from shop.preview import gifts
from shop import loyalty