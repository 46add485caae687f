"""Answers of preview routes say so in a header, and nothing else about them changes."""

from __future__ import annotations

import asyncio
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.validate import validator

import http_sf
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coldframe.runtime import UnknownFeature
from coldframe.runtime.inventory import State
from coldframe.runtime.labels.asgi import label_asgi
from coldframe.runtime.labels.header import member
from coldframe.runtime.labels.routes import Routes
from coldframe.runtime.labels.wsgi import label_wsgi

LOYALTY = (
    'title = "Loyalty"\nsince = "1.0.0"\n[claims]\nroutes = ["/points", "/points/*", "/é/*"]\n'
)
CARDS = 'title = "Cards"\n[claims]\nroutes = ["/points/{card}/cards", "/files/{name:path}"]\n'


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Keeps the test's output clean."""


@pytest.fixture
def previews(bare):
    bare.feature("loyalty", LOYALTY)
    bare.feature("cards", CARDS)
    previews = bare.previews(cycle="major")
    previews.switch_on("loyalty")
    return previews


def wsgi_app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Own", "1")])
    return [b"answer"]


async def asgi_app(scope, receive, send):
    start = {"type": "http.response.start", "status": 200, "headers": [(b"x-own", b"1")]}
    await send(start)
    await send({"type": "http.response.body", "body": b"answer"})


def ask_wsgi(app, path: str) -> httpx.Response:
    with make_server("127.0.0.1", 0, validator(app), handler_class=Quiet) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        answer = httpx.get(f"http://127.0.0.1:{server.server_port}{path}", trust_env=False)
        thread.join()
    return answer


def ask_asgi(app, path: str, root: str = "") -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, root_path=root)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
            return await client.get(path)

    return asyncio.run(ask())


@pytest.mark.parametrize(
    "ask",
    [
        lambda previews, path: ask_wsgi(label_wsgi(wsgi_app, previews), path),
        lambda previews, path: ask_asgi(label_asgi(asgi_app, previews), path),
    ],
    ids=["wsgi", "asgi"],
)
def test_only_routes_of_features_that_are_on(previews, ask) -> None:
    answer = ask(previews, "/points/7?x=1")
    assert answer.headers["Preview-Feature"] == 'loyalty;since="1.0.0";until="3.0.0"'
    assert (answer.headers["X-Own"], answer.text) == ("1", "answer")
    assert "Preview-Feature" in ask(previews, "/é/7").headers
    assert "Preview-Feature" not in ask(previews, "/orders/points").headers
    assert "Preview-Feature" not in ask(previews, "/files/a/b").headers
    previews.switch_on("cards")
    assert ask(previews, "/files/a/b").headers["Preview-Feature"] == "cards"
    both = ask(previews, "/points/7/cards").headers["Preview-Feature"]
    assert both == 'cards, loyalty;since="1.0.0";until="3.0.0"'
    previews.fail("loyalty", "5 errors")
    assert "Preview-Feature" not in ask(previews, "/points/7").headers


def test_below_another_application(previews) -> None:
    seen: list[list[tuple[str, str]]] = []
    app = label_wsgi(wsgi_app, previews)
    for above, path in (("/shop", "/points"), ("/points", "/7"), ("/shop", "/orders")):
        environ = {"SCRIPT_NAME": above, "PATH_INFO": path}
        app(environ, lambda status, headers: seen.append(headers))
    assert [len(headers) for headers in seen] == [3, 3, 2]
    app = label_asgi(asgi_app, previews)
    assert "Preview-Feature" in ask_asgi(app, "/shop/points", root="/shop").headers
    assert "Preview-Feature" not in ask_asgi(app, "/shop/points").headers


@pytest.mark.parametrize("scope", [{"type": "websocket", "path": "/orders"}, {"type": "lifespan"}])
def test_other_scopes_are_handed_on_as_they_are(previews, scope: dict[str, str]) -> None:
    seen = []

    async def app(*arguments):
        seen.append(arguments)

    given_to = (scope, object(), object())
    asyncio.run(label_asgi(app, previews)(*given_to))
    assert all(one is other for one, other in zip(seen[0], given_to, strict=True))


def test_a_wrong_choice_stops_the_start(previews, bare, monkeypatch) -> None:
    monkeypatch.setenv(previews.variable, "loyalti")
    previews._begun = False  # as in a process that has just started
    with pytest.raises(UnknownFeature):
        label_wsgi(wsgi_app, previews)


def test_every_feature_that_claims_a_path_is_found(bare) -> None:
    """However many stars the claims before it have, which Python compiles to groups."""
    for name, claim in (("a", "/a/*/b/*/c"), ("b", "/a/*"), ("c", "/*/c/*/d"), ("d", "/{x}/c/*")):
        bare.feature(name, f'[claims]\nroutes = ["/{name}/*/x/*/y", "{claim}"]\n')
    routes = Routes(bare.previews())
    assert routes.features("/a/1/b/2/c") == ["a", "b"]
    assert routes.features("/a/c/1/d") == ["b", "c", "d"]
    assert routes.features("/z/c/1/d") == ["c", "d"]
    assert routes.features("/z/c/1/e") == ["d"]
    assert routes.features("/d/1/x/2/y") == ["d"]
    assert routes.features("/e") == []


def test_a_host_without_features_pays_nothing(bare) -> None:
    assert Routes(bare.previews()).features("/points") == []


TEXT = st.text(st.characters(exclude_categories=()), max_size=12)


@given(name=TEXT.filter(bool), since=TEXT, until=TEXT)
def test_nothing_in_a_declaration_can_add_a_header(name: str, since: str, until: str) -> None:
    state = State(name, "", "", "", "", True, "", "", "", since, until, "")
    value = member(state)
    assert value.isascii() and value.isprintable()
    ((read, parameters),) = http_sf.parse(value.encode(), tltype="list")
    said = {"since": since, "until": until}
    assert str(read) == _sent(name)
    assert {key: str(text) for key, text in parameters.items()} == {
        key: _sent(text) for key, text in said.items() if text
    }


def _sent(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
