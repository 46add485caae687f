# Form: after a semicolon, inside if
import sys

if sys.platform == "linux": import os; import host.preview.vpn
