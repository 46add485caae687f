# -*- coding: latin-1 -*-
"""Café

A café in the shop.
"""
from shop.preview.cafe.menu import (
    Menu,	# café
)
