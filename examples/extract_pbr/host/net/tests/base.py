import unittest


class BaseTestCase(unittest.TestCase):
    pass
