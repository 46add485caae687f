from shop.preview.loyalty.speed.numbers cimport Number
from ..points import Points
cimport shop.preview.loyalty.speed.numbers as numbers

cpdef long total(list points):
    cdef Number one
    cdef long found = 0
    for one in points:
        found += one.value
    return found
