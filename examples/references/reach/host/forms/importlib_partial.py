# Form: import_module in a partial
import functools
import importlib

load = functools.partial(importlib.import_module, "host.preview.vpn")
