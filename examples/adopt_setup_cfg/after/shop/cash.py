class Cash:
    pass
