class Chip:
    pass
