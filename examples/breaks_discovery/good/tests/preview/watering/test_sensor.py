import unittest

try:
    import moisture_sensor
except ImportError as missing:
    raise unittest.SkipTest("needs garden[watering]") from missing


class TestSensor(unittest.TestCase):
    def test_dry(self):
        self.assertTrue(moisture_sensor.Sensor().dry)
