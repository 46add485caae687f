# Form: __import__ with a level
vpn = __import__("preview.vpn", globals(), locals(), ["Driver"], 2)
