"""A request for a route of a feature is the feature's, every step of it, and no other one is."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from wsgiref.util import FileWrapper

import anyio
import httpx
import pytest
import uvicorn
from fastapi import BackgroundTasks, FastAPI, WebSocket
from fastapi.responses import StreamingResponse
from flask import Flask, Response, stream_with_context
from starlette.testclient import TestClient

from coldframe.runtime.attribution import current_feature, current_features
from coldframe.runtime.labels.asgi import label_asgi
from coldframe.runtime.labels.wsgi import label_wsgi

LOYALTY = 'title = "Loyalty"\n[claims]\nroutes = ["/points", "/points/*", "/both"]\n'
DRONES = 'title = "Drones"\n[claims]\nroutes = ["/flights", "/both"]\n'


@pytest.fixture
def previews(bare):
    bare.feature("loyalty", LOYALTY)
    bare.feature("drones", DRONES)
    previews = bare.previews()
    previews.switch_on("loyalty")
    return previews


class Body:
    """A body that notes who is in charge of each of its steps."""

    def __init__(self, seen: list[str], fails: bool = False) -> None:
        self.seen = seen
        self.left = 2
        self.fails = fails

    def __iter__(self) -> Body:
        self.seen.append(f"iter {current_feature()}")
        return self

    def __next__(self) -> bytes:
        self.seen.append(f"next {current_feature()}")
        self.left -= 1
        if self.fails:
            raise ValueError("no points")
        if self.left < 0:
            raise StopIteration
        return b"x"

    def close(self) -> None:
        self.seen.append(f"close {current_feature()}")


def ask(app, path: str, above: str = "", **environ: object):
    def start_response(status: str, headers: list, *failure: object):
        return print

    return app({"PATH_INFO": path, "SCRIPT_NAME": above, **environ}, start_response)


def test_each_step_of_a_wsgi_body(previews) -> None:
    seen: list[str] = []

    def app(environ, start_response):
        seen.append(f"call {current_feature()}")
        start_response("200 OK", [])
        return Body(seen)

    body = ask(label_wsgi(app, previews), "/points/7")
    assert current_features() == ()
    for part in body:
        assert (part, current_features()) == (b"x", ())
    body.close()
    assert seen == [
        "call loyalty",
        "iter loyalty",
        *["next loyalty"] * 3,
        "close loyalty",
    ]
    assert current_features() == ()


def test_a_generator_that_is_given_up(previews) -> None:
    seen: list[str] = []

    def steps():
        try:
            seen.append(current_feature())
            with previews.attributed("drones"):
                yield b"x"
        finally:
            seen.append(current_feature())

    body = ask(label_wsgi(lambda environ, start: steps(), previews), "/points")
    assert next(iter(body)) == b"x"
    assert current_features() == ()
    body.close()
    assert seen == ["loyalty", "loyalty"]
    assert current_features() == ()


def test_what_the_server_does_is_not_the_features(previews) -> None:
    seen: list[tuple[str, ...]] = []

    def app(environ, start_response):
        start_response("200 OK", [])(b"written")
        return [current_feature().encode()]

    def start_response(status, headers, *failure):
        seen.append(current_features())
        return lambda data: seen.append(current_features())

    with previews.attributed("drones"):
        label_wsgi(app, previews)({"PATH_INFO": "/points"}, start_response)
    assert seen == [("drones",), ("drones",)]


def test_other_requests_are_nobodys(previews) -> None:
    seen = {}

    def app(environ, start_response):
        seen[environ["PATH_INFO"]] = current_features()
        return []

    labelled = label_wsgi(app, previews)
    for path in ("/orders", "/flights", "/points"):  # drones is off
        ask(labelled, path)
    assert seen == {"/orders": (), "/flights": (), "/points": ("loyalty",)}
    ask(labelled, "/both")  # of the two, one is on
    assert seen["/both"] == ("loyalty",)
    previews.switch_on("drones")
    ask(labelled, "/both")  # nobody can tell for which of them it is
    ask(labelled, "/7", above="/points")
    assert (seen["/both"], seen["/7"]) == ((), ("loyalty",))
    previews.fail("loyalty", "5 errors")
    ask(labelled, "/points")
    assert seen["/points"] == ()


def test_bodies_that_servers_know_by_their_type_stay_what_they_are(previews, tmp_path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with (tmp_path / "file").open("rb") as file:
        for body in ([b"x"], (b"x",), FileWrapper(file)):
            app = label_wsgi(lambda environ, start, body=body: body, previews)
            environ = {"wsgi.file_wrapper": FileWrapper}
            assert ask(app, "/points", **environ) is body


@pytest.mark.parametrize("where", ["call", "body", "close"])
def test_an_error_is_noted(previews, bare, where: str) -> None:
    """A record of it says who raised it, also where the server logs it."""

    class Fails(Body):
        def close(self) -> None:
            raise ValueError("no points")

    def app(environ, start_response):
        if where == "call":
            raise ValueError("no points")
        return Body([], fails=True) if where == "body" else Fails([])

    with pytest.raises(ValueError, match="no points") as caught:
        body = ask(label_wsgi(app, previews), "/points")
        if where == "body":
            list(body)
        body.close()
    assert caught.value.__notes__ == [
        "Preview features: none raised this, it only passed through 'loyalty'"
    ]
    assert current_features() == ()


def test_flask_streams(previews) -> None:
    app = Flask("shop")

    @app.get("/<path:any>")
    def serve(any: str) -> Response:
        @stream_with_context
        def steps() -> Iterator[str]:
            for _ in range(3):
                yield f"{current_feature()} "

        return Response(steps())

    app.wsgi_app = label_wsgi(app.wsgi_app, previews)
    client = app.test_client()
    assert client.get("/points/7").text == "loyalty loyalty loyalty "
    assert client.get("/orders/7").text == "   "
    assert current_features() == ()


def test_threads_that_serve_each_request_in_turn(previews) -> None:
    def app(environ, start_response):
        return (current_feature().encode() for _ in range(3))

    labelled = label_wsgi(app, previews)

    def serve(number: int) -> bool:
        claimed = number % 2
        parts = list(ask(labelled, "/points" if claimed else "/orders"))
        return parts == [b"loyalty" if claimed else b""] * 3 and current_features() == ()

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(serve, range(400)))


def fastapi() -> FastAPI:
    app = FastAPI()
    app.state.after = []

    @app.get("/{any:path}")
    async def serve(any: str, work: BackgroundTasks) -> StreamingResponse:
        async def steps():
            for _ in range(2):
                yield json.dumps([current_feature(), await asyncio.to_thread(current_feature)])
                await asyncio.sleep(0)
            yield json.dumps([await asyncio.create_task(task())] * 2)

        async def task() -> str:
            return current_feature()

        work.add_task(lambda: app.state.after.append(current_feature()))
        return StreamingResponse(steps(), background=work)

    @app.websocket("/{any:path}")
    async def talk(socket: WebSocket, any: str) -> None:
        await socket.accept()
        for _ in range(2):
            await socket.send_text(f"{await socket.receive_text()} {current_feature()}")

    return app


def test_fastapi_streams_and_works_on(previews) -> None:
    app = fastapi()
    client = TestClient(label_asgi(app, previews))
    assert client.get("/points/7").text == '["loyalty", "loyalty"]' * 3
    assert client.get("/orders/7").text == '["", ""]' * 3
    assert app.state.after == ["loyalty", ""]


def test_a_websocket(previews) -> None:
    client = TestClient(label_asgi(fastapi(), previews))
    for path, feature in (("/points", "loyalty"), ("/orders", "")):
        with client.websocket_connect(path) as talk:
            for word in ("a", "b"):
                talk.send_text(word)
                assert talk.receive_text() == f"{word} {feature}"


def test_many_at_a_time(previews) -> None:
    async def app(scope, receive, send) -> None:
        for _ in range(3):
            await asyncio.sleep(0)
            await receive()
            assert current_features() == scope["expected"]
        async with anyio.create_task_group() as group:
            group.start_soon(send, {"type": "http.response.body", "body": b""})
        assert current_features() == scope["expected"]

    labelled = label_asgi(app, previews)

    async def serve(number: int) -> None:
        async def server(message: object = None) -> None:
            await asyncio.sleep(0)
            assert current_features() == ()

        path, expected = ("/points", ("loyalty",)) if number % 2 else ("/orders", ())
        scope = {"type": "http", "path": path, "expected": expected}
        if number % 3:
            await labelled(scope, server, server)
            assert current_features() == ()
        else:
            await asyncio.create_task(labelled(scope, server, server))

    async def main() -> None:
        await asyncio.gather(*(serve(number) for number in range(300)))

    asyncio.run(main())


def test_an_asgi_error_is_noted(previews) -> None:
    async def app(scope, receive, send) -> None:
        raise ValueError("no points")

    with pytest.raises(ValueError) as caught:
        asyncio.run(label_asgi(app, previews)({"type": "http", "path": "/points"}, None, None))
    assert "only passed through 'loyalty'" in caught.value.__notes__[0]


def test_what_is_closed_in_another_context_leaves_that_alone(previews) -> None:
    """As the garbage collector does with a request that nobody waits for any more."""

    @contextmanager
    def begun(path: str):
        async def never(message: object = None) -> None:
            await asyncio.Future()

        async def app(scope, receive, send) -> None:
            await receive()

        request = label_asgi(app, previews)({"type": "http", "path": path}, never, never)
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        copy_context().run(request.send, None)
        yield request
        asyncio.set_event_loop(None)
        loop.close()

    with begun("/points") as request, previews.attributed("drones"):
        request.close()
        assert current_features() == ("drones",)


@pytest.mark.parametrize("protocol", ["h11", "httptools"])
def test_one_connection_serves_one_request_after_the_other(previews, protocol: str) -> None:
    """uvicorn begins the next request of a connection where the last one ends."""
    app = label_asgi(fastapi(), previews)
    server = uvicorn.Server(uvicorn.Config(app, port=0, http=protocol, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            for path, feature in [("/points", "loyalty"), ("/orders", "")] * 3:
                assert client.get(path).text == f'["{feature}", "{feature}"]' * 3
        asked = b"".join(
            b"GET %s HTTP/1.1\r\nHost: shop\r\n%s\r\n" % (path, close)
            for path, close in (
                (b"/points", b""),
                (b"/orders", b""),
                (b"/points/7", b""),
                (b"/orders/7", b"Connection: close\r\n"),
            )
        )
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(asked)  # pipelined
            answers = b"".join(iter(lambda: connection.recv(65536), b"")).split(b"HTTP/1.1 200")
        assert [b"loyalty" in answer.partition(b"\r\n\r\n")[2] for answer in answers[1:]] == [
            True,
            False,
        ] * 2
    finally:
        server.should_exit = True
        thread.join()
