# Form: a stub
from host.preview.vpn import Driver as Driver

driver: Driver
