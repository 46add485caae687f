# Near miss: a class attribute
import host


class host_like:
    preview = 1


host_like.preview.bit_length()
