# Form: attributes of sys.modules
import sys

Driver = sys.modules["host"].preview.vpn.Driver
