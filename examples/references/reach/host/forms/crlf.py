# Form: CRLF line ends
import os

from host.preview.vpn import Driver
