# Form: in a match statement with newer grammar beside it
def make(kind):
    match kind:
        case {"vpn": name}:
            import host.preview.vpn

            return host.preview.vpn.Driver(name)
