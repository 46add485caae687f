"""The service: uvicorn shop.main:app"""

import importlib

from coldframe.runtime.labels.asgi import label_asgi
from coldframe.runtime.labels.openapi import labelled
from coldframe.runtime.labels.page import page_asgi
from fastapi import FastAPI

from shop.previews import previews

app = FastAPI(title="Shop", version="1.0.0")


@app.get("/orders/{number}")
def order(number: int) -> dict[str, int]:
    """One order."""
    return {"number": number}


if previews.enabled("loyalty"):
    app.include_router(importlib.import_module("shop.preview.loyalty.routes").router)

app.openapi = labelled(app.openapi, previews)
app.add_middleware(label_asgi, previews=previews)
app.add_middleware(page_asgi, previews=previews)
