# Form: import_module held in a variable
import importlib

load = importlib.import_module
vpn = load("host.preview.vpn")
