# Form: a backslash between the parts
from host. \
    preview.vpn \
    import Driver
