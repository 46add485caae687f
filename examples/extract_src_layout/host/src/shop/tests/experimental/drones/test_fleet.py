from shop.experimental.drones import Drone
from shop.tests import base


class TestDrone(base.Case):
    def test_reach(self):
        assert Drone().reach(self.place) == ("skyshop.drones", True, True)
