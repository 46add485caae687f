# Near miss: a comment
x = 1  # from host.preview.vpn import Driver
# import host.preview.vpn
