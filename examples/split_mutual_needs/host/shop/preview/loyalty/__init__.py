def points():
    from ..gifts import wrapped

    return wrapped
