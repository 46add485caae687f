#!/usr/bin/env python
# -*- coding: utf-8 -*-
import os, shop.customers.cards, sys  # noqa: E401
import shop.customers.cards.points; X = shop.customers.cards.points; del X
from shop.customers import (  # isort:skip
    # the card
    cards as loyalty,  # noqa
    # the end
)
from shop.customers import (cards as a, # one
                          cards as b) # two
from shop.customers.cards import (points  # here
                                  as p)
if os: from shop.customers import cards as loyalty  # late
class A: from shop.customers import cards as loyalty; x = loyalty
def f(): import shop.customers.cards.points as q; return q
lambda: shop.customers.cards.points  ;  shop.customers.cards
@shop.customers.cards.points.Points  # decorates
def g(): return (  # x
    shop
    .customers
    .cards
    .points
)
y = (shop.preview  # why
     .loyalty.points)
