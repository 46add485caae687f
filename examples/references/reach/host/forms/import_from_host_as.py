# Form: the preview tree under another name
from host import preview as p


def make():
    return p.vpn.Driver()
