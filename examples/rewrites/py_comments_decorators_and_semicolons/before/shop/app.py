#!/usr/bin/env python
# -*- coding: utf-8 -*-
import os, shop.preview.loyalty, sys  # noqa: E401
import shop.preview.loyalty.points; X = shop.preview.loyalty.points; del X
from shop.preview import (  # isort:skip
    # the card
    loyalty,  # noqa
    # the end
)
from shop.preview import (loyalty as a, # one
                          loyalty as b) # two
from shop.preview.loyalty import (points  # here
                                  as p)
if os: from shop.preview import loyalty  # late
class A: from shop.preview import loyalty; x = loyalty
def f(): import shop.preview.loyalty.points as q; return q
lambda: shop.preview.loyalty.points  ;  shop.preview.loyalty
@shop.preview.loyalty.points.Points  # decorates
def g(): return (  # x
    shop
    .preview
    .loyalty
    .points
)
y = (shop.preview  # why
     .loyalty.points)
