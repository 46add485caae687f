# Form: a table that the module's __getattr__ imports from
import importlib

_MODULES = {
    "Driver": ".preview.vpn",
    "Plugin": ("preview.fwaas.plugin", "Plugin"),
}


def __getattr__(name):
    entry = _MODULES[name]
    return getattr(importlib.import_module(entry, __package__), name)
