# A feature that is a package.
from .plugin import Plugin


class Driver(Plugin):
    pass
