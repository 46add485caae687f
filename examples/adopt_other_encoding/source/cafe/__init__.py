# -*- coding: latin-1 -*-
"""Café

A café in the shop.
"""
from cafe.menu import (
    Menu,	# café
)
