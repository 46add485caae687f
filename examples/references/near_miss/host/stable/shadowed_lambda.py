# Near miss: a lambda hides the package
import host

show = lambda host: host.preview.vpn
