import importlib

from fastapi import FastAPI

PLUGINS = {"pricing": "shop.preview.pricing.routes:router"}


def create(names=()):
    app = FastAPI()
    for name in names:
        module, _, attribute = PLUGINS[name].partition(":")
        app.include_router(getattr(importlib.import_module(module), attribute))
    return app
