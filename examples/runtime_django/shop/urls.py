"""The API, by Django Ninja."""

import importlib

from coldframe.runtime.labels.openapi import labelled
from django.urls import path
from ninja import NinjaAPI

from shop.previews import previews

api = NinjaAPI(title="Shop", version="1.0.0", docs_url=None)
api.get_openapi_schema = labelled(api.get_openapi_schema, previews)


@api.get("/orders/{number}")
def order(request, number: int) -> dict[str, int]:
    """One order."""
    return {"number": number}


if previews.enabled("loyalty"):
    api.add_router("", importlib.import_module("shop.preview.loyalty.routes").router)

urlpatterns = [path("", api.urls)]
