# Form: under TYPE_CHECKING
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from host.preview.vpn import Driver
