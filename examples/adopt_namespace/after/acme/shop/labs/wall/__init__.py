from acme import wall_paper
from acme.shop.labs.wall import brick

WALLS = (wall_paper, brick)
