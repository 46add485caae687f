# Near miss: an attribute of an object
class Window:
    def __init__(self, host):
        self.preview = host
        self.preview.vpn = None


def show(host, window):
    return window.preview.vpn
