# Form: literals side by side
from importlib import import_module

vpn = import_module(
    "host."
    "preview.vpn"
)
