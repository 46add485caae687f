cdef class Number:
    pass
