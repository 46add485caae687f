def once():
    pass
