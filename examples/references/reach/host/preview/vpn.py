# A feature in one file that needs another: a relative import between features.
from .fwaas import Plugin


class Driver(Plugin):
    pass
