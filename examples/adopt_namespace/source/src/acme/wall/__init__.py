from acme import wall_paper
from acme.wall import brick

WALLS = (wall_paper, brick)
