# Near miss: prose in a message
MESSAGE = "host.preview.vpn is not ready yet"
HINT = "Please import it with `from host.preview.vpn import Driver`."
