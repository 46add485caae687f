# Form: attribute access after import host
import host

driver = host.preview.vpn.Driver()
