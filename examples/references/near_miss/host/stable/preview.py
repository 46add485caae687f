# Near miss: a stable module of that name
class Image:
    pass
