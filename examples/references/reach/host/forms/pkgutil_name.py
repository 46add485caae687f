# Form: pkgutil.resolve_name
import pkgutil

Driver = pkgutil.resolve_name("host.preview.vpn:Driver")
