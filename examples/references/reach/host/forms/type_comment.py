# Form: a type comment
import host

drivers = []  # type: list[host.preview.vpn.Driver]
