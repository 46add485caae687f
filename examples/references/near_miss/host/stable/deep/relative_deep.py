# Near miss: a relative import that resolves elsewhere
from ..preview import vpn
from ...other.preview import vpn as other
