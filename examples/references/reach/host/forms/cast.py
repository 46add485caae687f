# Form: typing.cast
from typing import cast

driver = cast("host.preview.vpn.Driver", object())
