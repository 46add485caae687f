cdef class Number:
    cdef long value
