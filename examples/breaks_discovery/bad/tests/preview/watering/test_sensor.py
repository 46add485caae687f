import unittest

import moisture_sensor


class TestSensor(unittest.TestCase):
    def test_dry(self):
        self.assertTrue(moisture_sensor.Sensor().dry)
