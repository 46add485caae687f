# Near miss: prose in a docstring
"""Works like host.preview.vpn, but host.preview.vpn.Driver is a preview."""
