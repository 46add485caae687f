cdef int total(int n)
