from shop.money import euros
from .. import fleet  # noqa

BLADES = 4
COST = euros(500)
