# Form: a dotted name in a string
DEFAULT_DRIVER = "host.preview.vpn.Driver"
