# Form: import_module under another name
from importlib import import_module as im

vpn = im("host.preview.vpn")
