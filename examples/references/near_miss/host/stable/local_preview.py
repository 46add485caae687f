# Near miss: a variable of that name
import host

preview = host.show()
preview.vpn.start()
from host import show as other
