"""Graphical clients are told which features are previews, and a badge shows it."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from wsgiref.validate import validator

import httpx
import pytest
from chromium import rendered
from wsgi_server import served

from coldframe.runtime.labels.page import page_asgi, page_wsgi

TITLE = "<img src=x onerror=alert(1)> & co"
DECLARATION = f'title = "{TITLE}"\nsince = "1.0.0"\nfeedback = "https://example.org/bugs"\n'
PAGE = b"""<!doctype html><meta charset="utf-8"><title>Shop</title>
<script src="/preview-features/badge.js"></script>
<preview-badge id="one" feature="loyalty"></preview-badge>
<preview-badge id="two" feature="nothing"></preview-badge>
<script>
  const late = document.createElement("preview-badge");
  late.id = "late";
  document.body.append(late);
  late.setAttribute("feature", "drones");
</script>
"""


@pytest.fixture
def previews(bare):
    bare.feature("loyalty", DECLARATION)
    bare.feature("drones")
    previews = bare.previews(label="<i>experimental</i>", cycle="major")
    previews.switch_on("loyalty", by="option previews in /etc/shop.conf")
    return previews


def shop(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html")])
    return [PAGE]


async def asgi_shop(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": PAGE})


@contextmanager
def wsgi_client(previews) -> Iterator:
    with (
        served(validator(page_wsgi(shop, previews))) as address,
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        yield client.request


@contextmanager
def asgi_client(previews) -> Iterator:
    def request(method: str, path: str) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(page_asgi(asgi_shop, previews))
            async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
                return await client.request(method, path)

        return asyncio.run(ask())

    yield request


@pytest.mark.parametrize("client", [wsgi_client, asgi_client])
def test_the_inventory_as_users_may_see_it(previews, client) -> None:
    with client(previews) as request:
        answer = request("GET", "/preview-features")
        assert answer.headers["Content-Type"] == "application/json"
        drones, loyalty = answer.json()["features"]
        assert (drones["name"], drones["on"], drones["failed"]) == ("drones", False, False)
        assert loyalty == {
            "name": "loyalty",
            "title": TITLE,
            "summary": "",
            "on": True,
            "failed": False,
            "since": "1.0.0",
            "until": "3.0.0",
            "feedback": "https://example.org/bugs",
            "label": "<i>experimental</i>",
            "mark": "[<i>experimental</i>]",
            "sentence": f"{TITLE} is a <i>experimental</i> feature: it is off by default, and may"
            " change or be removed in any release.",
        }
        previews.fail("loyalty", "secret of operators")
        failed = request("GET", "/preview-features")
        assert failed.json()["features"][1]["failed"] is True
        assert not re.search(r"secret|/etc|shop\d", json.dumps(failed.json()))
        script = request("GET", "/preview-features/badge.js")
        assert script.headers["Content-Type"].startswith("text/javascript")
        head = request("HEAD", "/preview-features/badge.js")
        assert (head.headers["Content-Length"], head.content) == (str(len(script.content)), b"")
        assert request("POST", "/preview-features").status_code == 405
        assert request("GET", "/preview-features/x").content == PAGE
        assert request("GET", "/").content == PAGE


def test_the_badge_shows_the_label_as_text(previews) -> None:
    with served(page_wsgi(shop, previews)) as address:
        seen = rendered(address, 800)
    badges = dict(re.findall(r'<preview-badge [^>]*?id="(\w+)"[^>]*?>(.*?)</preview-badge>', seen))
    assert badges == {
        "one": "&lt;i&gt;experimental&lt;/i&gt;",
        "two": "",
        "late": "&lt;i&gt;experimental&lt;/i&gt;",
    }
    (title,) = re.findall(r'id="one"[^>]*? title="([^"]*)"', seen)
    assert unescape(title).startswith(f"{TITLE} is a ")
    assert "<img" not in seen.replace(title, "")
    assert re.search(r'id="two"[^>]*? hidden=""', seen)
