def print(*args):
    pass
