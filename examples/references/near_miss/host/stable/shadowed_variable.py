# Near miss: a local variable hides the package
import host


def show():
    host = open("host")
    return host.preview.vpn


def loop(hosts):
    for host in hosts:
        host.preview.vpn()
    with hosts as host:
        host.preview.vpn()
    return [host.preview for host in hosts]
