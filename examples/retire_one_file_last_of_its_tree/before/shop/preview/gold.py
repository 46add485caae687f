class Gold:
    pass
