# Form: importlib.import_module with a constant
import importlib

vpn = importlib.import_module("host.preview.vpn")
