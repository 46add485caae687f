def load():
    from shop.preview import gold  # noqa: F401

    return 1


def nothing():
    from shop.preview import gold  # noqa: F401
