# Form: attribute access after import host as h
import host as h


def make():
    return h.preview.vpn.Driver()
