# Form: a name held in a class
from importlib import import_module


class Loader:
    root = "host.preview"

    def load(self):
        return import_module(f"{self.root}.vpn")
