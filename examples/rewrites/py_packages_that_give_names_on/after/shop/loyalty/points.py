__all__ = ["Points"]


class Points:
    pass
