# Form: a loop over names
from importlib import import_module

for name in ("fwaas", "vpn"):
    import_module(f"host.preview.{name}")
