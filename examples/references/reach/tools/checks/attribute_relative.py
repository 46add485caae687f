# Form: attribute access after a relative import
from ... import host

Driver = host.preview.vpn.Driver
