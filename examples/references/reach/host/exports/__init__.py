# Form: a name that is cut off with split
from importlib import import_module

Driver = import_module("host.preview.vpn.Driver".rpartition(".")[0]).Driver
