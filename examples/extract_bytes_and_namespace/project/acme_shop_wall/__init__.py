# -*- coding: latin-1 -*-
# Mäuerchen
from acme_shop_wall.brick import (
    Brick ,  # keep
)
