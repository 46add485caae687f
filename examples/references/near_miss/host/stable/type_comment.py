# Near miss: a type comment in a string, and another type
TEXT = """
x = 1  # type: host.preview.vpn.Driver
"""
y = 2  # type: other.preview.vpn
