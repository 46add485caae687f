from importlib import import_module

from fastapi import FastAPI

from service.settings import Settings


def create() -> FastAPI:
    settings = Settings()
    app = FastAPI(title="Service")
    for name in settings.routers:
        app.include_router(import_module(name).router)
    return app
