# -*- coding: latin-1 -*-
# Form: a file that is not UTF-8
NAME = "café"
from host.preview.vpn import Driver
