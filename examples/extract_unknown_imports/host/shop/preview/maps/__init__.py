from importlib.metadata import version

import attrs
import cartography
import yaml

try:
    import tomlkit
except ImportError:
    tomlkit = None

VERSION = version("shop")
SPOKEN = "import shop.preview.maps"


def load(name):
    module = __import__("shop.preview." + name)
    return module, attrs, cartography, yaml, tomlkit
