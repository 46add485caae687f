# Near miss: another package of that name
import other.preview.vpn
from jax.preview import vpn
from other import preview

preview.vpn.Driver()
