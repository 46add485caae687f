# mypy: disable-error-code="method-assign"
# The hooks of FastAPI and Flask are methods that are replaced.
"""A host that uses the runtime, for type checkers: nothing of it is run."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from logging import Handler
from typing import TYPE_CHECKING, Any, assert_type

from fastapi import FastAPI
from flask import Flask

from coldframe.runtime import (
    EndedFeature,
    FeatureIsOff,
    ForbiddenFeature,
    Previews,
    PreviewWarning,
    Refusal,
    RefusedImport,
    UnknownFeature,
)
from coldframe.runtime.carried import carry, install, uninstall
from coldframe.runtime.labels.asgi import Application, label_asgi
from coldframe.runtime.labels.openapi import label_openapi, labelled
from coldframe.runtime.labels.page import page_asgi, page_wsgi
from coldframe.runtime.labels.python_api import category, preview
from coldframe.runtime.labels.wsgi import label_wsgi
from coldframe.runtime.logs import FeatureFilter, FeatureFormatter, label_records, unlabel_records

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

previews = Previews("shop.preview", label="experimental", cycles=3, cycle="major")
assert_type(previews.enabled("loyalty"), bool)
assert_type(previews.variable, str)
assert_type(previews.select("shop.plugins", "loyalty", "cash"), list[str])
assert_type(previews.consent("loyalty"), str)
assert_type(previews.owner("shop.preview.loyalty.rules"), str)
assert_type(previews.log_file("loyalty", "loyalty.log", max_bytes=10, backups=1), Handler)
assert_type(previews.plug_point("loyalty"), AbstractContextManager[None])
previews.require("loyalty")
previews.switch_on(["loyalty"], by="option previews")
previews.switch_on("loyalty, drones")
previews.switch_off("loyalty")
previews.guard("warn", allow=["shop.wiring"])
previews.formerly("shop_loyalty", "loyalty", until="3.0.0")
previews.fail("loyalty", "it is too slow")
previews.reset("loyalty")
previews.announce(logging.getLogger("shop"))
for state in previews.inventory():
    assert_type(state.name, str)
    assert_type(state.on, bool)
if (declaration := previews.declaration("loyalty")) is not None:
    assert_type(declaration.title, str)


@previews.required("loyalty")
def points(price: int, *, times: float = 1.0) -> int:
    return int(price * times)


@previews.attributed("loyalty")
def offers(card: str) -> Iterator[str]:
    yield card


@previews.attributed("loyalty")
async def stream(card: str) -> AsyncIterator[str]:
    yield card


@previews.contained("loyalty", failures=3, default=None)
def on_checkout(order: int) -> str:
    return str(order)


@previews.contained("loyalty")
async def on_payment(order: int) -> None: ...


@previews.api("loyalty")
class Card:
    number: int = 0


@preview("Loyalty points is a preview feature.")
def old_points(price: int) -> int:
    return price


assert_type(points(3, times=2.0), int)
assert_type(offers("a"), Iterator[str])
assert_type(stream("a"), AsyncIterator[str])
assert_type(Card().number, int)
assert_type(category(previews, "loyalty"), type[PreviewWarning])

with previews.contained("loyalty") as on:
    assert_type(on, bool)
with previews.attributed("loyalty"), previews.switched_on("loyalty", "drones"):
    points(1)

try:
    previews.require("loyalty")
except (EndedFeature, FeatureIsOff, ForbiddenFeature, UnknownFeature) as refusal:
    assert_type(refusal.what, str)
    assert_type(refusal.remedy, str)
    assert_type(refusal.feature, str)
except RefusedImport as refused:
    importing: ImportError = refused
except Refusal:
    raise


def in_threads(pool: ThreadPoolExecutor) -> Future[int]:
    install()
    threading.Thread(target=carry(points), args=(1,)).start()
    try:
        return pool.submit(carry(points), 1)
    finally:
        uninstall()


def logs(handler: Handler) -> None:
    label_records()
    handler.addFilter(FeatureFilter())
    handler.setFormatter(FeatureFormatter("%(feature)s %(message)s"))
    unlabel_records()


def served(wsgi: WSGIApplication, asgi: Application) -> tuple[WSGIApplication, Application]:
    return page_wsgi(label_wsgi(wsgi, previews), previews), page_asgi(
        label_asgi(asgi, previews), previews
    )


def described(
    document: dict[str, Any], make: Callable[[], dict[str, Any]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    return label_openapi(document, previews), labelled(make, previews)()


def in_frameworks() -> tuple[FastAPI, Flask]:
    api = FastAPI()
    api.openapi = labelled(api.openapi, previews)
    label_asgi(page_asgi(api, previews), previews)
    pages = Flask("shop")
    pages.wsgi_app = page_wsgi(label_wsgi(pages.wsgi_app, previews), previews)
    return api, pages
