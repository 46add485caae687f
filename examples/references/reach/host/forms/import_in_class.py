# Form: in a class body
class Service:
    from host.preview.vpn import Driver
