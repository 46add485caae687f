from importlib import import_module


def below(name):
    """What is found from here is found after the move."""
    import_module("." + name, __package__)
    import_module(f"{__package__}.{name}")
    __import__(__package__ + "." + name)
    __import__(name, globals(), locals(), [], 1)
    return __name__.split(".")[0], __name__.rpartition(".")[2], __name__.startswith("shop.")


def beside(name):
    import_module(".." + name, __package__)
    import_module("shop.preview." + name)
    __import__("other", globals(), locals(), [], 2)
    __import__(name, globals(), locals(), [], 2)
    import_module(__package__.rpartition(".")[0] + "." + name)
    return __name__.split(".")[2], __name__.startswith("shop.preview."), __package__.count(".")
