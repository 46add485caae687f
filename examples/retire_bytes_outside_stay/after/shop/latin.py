# -*- coding: latin-1 -*-
# Preißelbeeren
from shop.preview import silver; NAME = 'Müller', silver


PRICE = '£'
