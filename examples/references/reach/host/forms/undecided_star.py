# Form: a star import that may bring the tree (undecided)
from host import *

preview.vpn.Driver()
