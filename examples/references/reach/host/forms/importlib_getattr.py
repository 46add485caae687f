# Form: import_module through getattr
import importlib

vpn = getattr(importlib, "import_module")("host.preview.vpn")
