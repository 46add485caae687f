# Form: getattr with a constant
import host

vpn = getattr(host, "preview").vpn
