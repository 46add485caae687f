# A feature in one file.
class Driver:
    pass
