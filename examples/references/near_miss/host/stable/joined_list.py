# Near miss: words in a list
import host

WORDS = ["host", "preview", "vpn"]
TEXT = ", ".join(["host", "preview"])
