from skyshop.drones import Drone
from skyshop.drones.tests import base


class TestDrone(base.Case):
    def test_reach(self):
        assert Drone().reach(self.place) == ("skyshop.drones", True, True)
