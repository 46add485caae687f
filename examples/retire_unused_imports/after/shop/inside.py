def load():
    return 1


def nothing():
    from shop.preview import gold  # noqa: F401
