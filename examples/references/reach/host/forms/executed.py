# Form: exec of a constant
exec("from host.preview.vpn import Driver")
