from shop.preview import loyalty
import shop.preview.loyalty
from shop.preview.loyalty import points
