from shop.speed.numbers cimport Number
from ..loyalty.points import Points
cimport shop.speed.numbers as numbers

cpdef long total(list points):
    cdef Number one
    cdef long found = 0
    for one in points:
        found += one.value
    return found
