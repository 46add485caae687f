from ... import money
from ...experimental import utils
from ..utils import near
from .parts.rotor import BLADES


class Drone:
    price = money.euros(99900)
    blades = BLADES

    def reach(self, place):
        from ..drones import __name__ as name

        return name, near(place), utils.near(place)
