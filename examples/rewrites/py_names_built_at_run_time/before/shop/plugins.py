import sys
from importlib import import_module

PREVIEW = "shop.preview"


def load(name, stage):
    import_module("shop.preview." + name)
    import_module(f"shop.preview.{name}.points")
    import_module("shop.preview.%s" % name)
    import_module("shop.preview.{}".format(name))
    import_module(PREVIEW + "." + name)
    import_module(f"{__package__}.preview.{name}")
    import_module(".preview." + name, __package__)
    __import__("shop.preview." + name)
    __import__("preview." + name, globals(), locals(), [], 1)
    __import__("shop.preview", globals(), locals(), [name])
    yield getattr(import_module("shop.preview"), name)
    yield sys.modules["shop.preview." + name]
    yield f"shop.preview.{name}:Plugin"
    yield f"shop.{stage}.{name}", f"shop.reviewed.{name}", f"preview.{name}"
