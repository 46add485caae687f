# Near miss: a parameter hides the package
import host


def show(host):
    return host.preview.vpn
