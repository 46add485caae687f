import unittest

from garden.beds import grow


class TestBeds(unittest.TestCase):
    def test_grows(self):
        self.assertEqual(grow("kale"), 3)
