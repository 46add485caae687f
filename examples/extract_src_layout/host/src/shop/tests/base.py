import unittest


class Case(unittest.TestCase):
    place = 'here'
