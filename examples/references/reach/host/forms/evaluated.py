# Form: eval of a constant
import host

Driver = eval("host.preview.vpn.Driver")
