import acme_shop_wall as wall
from acme.shop.stone import HARD as hard ; import acme_shop_wall.mortar

class Brick: hard = hard
NAMES = 'acme_shop_wall' '.brick', b'acme.shop.labs.wall'