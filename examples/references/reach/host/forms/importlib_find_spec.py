# Form: find_spec
from importlib.util import find_spec

if find_spec("host.preview.vpn"):
    pass
