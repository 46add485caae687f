# Form: the name of a logger
import logging

logging.getLogger("host.preview.vpn").setLevel(logging.DEBUG)
