# Form: names in parentheses over several lines
from host.preview.fwaas import (  # both (of them)
    Driver,
    plugin as fw_plugin,
)
