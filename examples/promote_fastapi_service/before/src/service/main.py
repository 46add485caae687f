from importlib import import_module

from fastapi import FastAPI

ROUTERS = ("service.labs.search.routes",)
app = FastAPI(title="Service")
for name in ROUTERS:
    app.include_router(import_module(name).router)
