# Form: re-export through a module __getattr__
def __getattr__(name):
    if name == "Driver":
        from host.preview.vpn import Driver

        return Driver
    raise AttributeError(name)
