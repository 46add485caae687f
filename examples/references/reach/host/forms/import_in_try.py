# Form: inside try
try:
    import host.preview.vpn as vpn
except ImportError:
    vpn = None
