# Form: names in one string
DRIVERS = "router,host.preview.fwaas.Plugin"
APPS = "host.api host.preview.vpn"
