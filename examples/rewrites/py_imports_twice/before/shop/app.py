import shop.preview.loyalty, shop.preview.loyalty.points, shop.preview.loyalty
import shop.preview.loyalty
import shop.preview.loyalty as loyalty, shop.preview.loyalty as again
from shop.preview import loyalty, loyalty as again, loyalty
from shop.preview.loyalty import points, points as points, points as other
from shop.preview import loyalty; from shop.preview import loyalty as l
import shop, shop.preview, shop.preview.loyalty as x; import shop.preview.loyalty.points
