# Form: __import__
vpn = __import__("host.preview.vpn", fromlist=["Driver"])
