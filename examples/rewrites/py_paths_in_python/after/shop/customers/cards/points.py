class Points:
    pass
