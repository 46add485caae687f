# A feature that needs two others.
from ..fwaas.plugin import Plugin
from .. import vpn
from importlib import import_module

shell = import_module("..fwaas.shell", __package__)
