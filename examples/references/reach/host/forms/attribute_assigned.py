# Form: a second name for the tree
import host

tree = host.preview
driver = tree.vpn.Driver()
