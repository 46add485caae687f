# Form: a lazy import (PEP 810)
lazy import host.preview.vpn
lazy from host.preview.fwaas import Driver
