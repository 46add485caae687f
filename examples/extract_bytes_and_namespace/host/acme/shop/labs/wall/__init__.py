# -*- coding: latin-1 -*-
# Mäuerchen
from acme.shop.labs.wall.brick import (
    Brick ,  # keep
)
