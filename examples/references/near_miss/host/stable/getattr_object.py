# Near miss: getattr on an object
import host


def show(window):
    return getattr(window, "preview").vpn, hasattr(window, "preview")
