# -*- coding: latin-1 -*-
# Preißelbeeren
from shop.preview import gold, silver; NAME = 'Müller', silver


PRICE = '£'
