# Form: a.b:C in a string
DRIVERS = {"vpn": "host.preview.vpn:Driver"}
