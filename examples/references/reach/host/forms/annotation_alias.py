# Form: an annotation in a string, through an alias
from host import preview as p


def use(driver: "p.vpn.Driver"):
    return driver
