# Form: inside a function
def make():
    from host.preview.vpn import Driver

    return Driver()
