# Near miss: a string that nobody uses
def use():
    "host.preview.vpn"
