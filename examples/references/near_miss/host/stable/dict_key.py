# Near miss: plain words as keys and values
import host

SETTINGS = {"preview": True, "mode": "preview", "preview.size": 3, "host": "preview"}
host.show(SETTINGS["preview"])
