# Form: attribute access in an f-string
import host

print(f"driver {host.preview.vpn.Driver}")
