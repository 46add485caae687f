# Form: a string built for later (undecided)
def path_of(name):
    return "host.preview." + name
