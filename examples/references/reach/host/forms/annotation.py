# Form: an annotation in a string
def use(driver: "host.preview.vpn.Driver") -> "list[host.preview.vpn.Driver]":
    return [driver]
