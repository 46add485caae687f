# Form: a lazy loader class
from host.forms import LazyLoader

vpn = LazyLoader("vpn", globals(), "host.preview.vpn")
