cimport cython
from shop.preview.loyalty cimport fast
from shop.preview.loyalty.points import (
    Points,  # a class
)
from shop.preview cimport loyalty as l
import shop.preview.loyalty.points
import shop.preview.loyalty.points as p
from ... import money

cdef str TEXT = """
from shop.preview import loyalty
"""

def total(int n):
    from shop.preview import loyalty
    return Points, n, shop.preview.loyalty.points.Points
