# Form: sys.modules
import sys

vpn = sys.modules["host.preview.vpn"]
