# Near miss: names that only begin alike
import host.preview_image
from host.previews import vpn
import hosts.preview.vpn
from host import preview_flag

X = "host.preview_image.vpn"
Y = "ghost.preview.vpn"
