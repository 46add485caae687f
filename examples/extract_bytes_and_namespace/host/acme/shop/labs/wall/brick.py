from acme . shop . labs import wall
from ...stone import HARD as hard ; import acme.shop.labs.wall.mortar

class Brick: hard = hard
NAMES = 'acme.shop.' 'labs.wall.brick', b'acme.shop.labs.wall'