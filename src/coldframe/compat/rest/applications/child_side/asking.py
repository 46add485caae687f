"""Asks an application for its document, in this process, at the usual addresses."""

from __future__ import annotations

import asyncio
import io
import re
import sys
from collections.abc import Iterator
from typing import Any

from .applications import ASGI, kind_of, layers

_USUAL = (
    "/openapi.json", "/api/openapi.json", "/openapi.yaml", "/apidoc/openapi.json",
    "/openapi/openapi.json", "/schema/openapi.json", "/api/schema/", "/schema/",
)  # fmt: skip
_LIKELY = re.compile(r"openapi|swagger|apispec|schema|api[-_]?docs?", re.I)
_DOCUMENT = re.compile(rb"""["']?(?:openapi|swagger)["']?\s*:\s*["']?[23]\b""")
_MOST, _SECONDS = 40, 20


def asked(application: Any) -> tuple[bytes, list[str]]:
    """The first answer that looks like a document, and the addresses that were tried."""
    ask = _asgi if kind_of(application) == ASGI else _wsgi
    paths = list(dict.fromkeys([*_own(application), *_USUAL]))[:_MOST]
    for path in paths:
        try:
            body = ask(application, path)
        except Exception:
            continue
        if not body.lstrip().startswith(b"<") and _DOCUMENT.search(body):
            return body, paths
    return b"", paths


def _own(application: Any) -> Iterator[str]:
    """The addresses of the application's own that sound like a document."""
    for layer in layers(application):
        routes = [getattr(route, "path", "") for route in _listed(layer, "routes")]
        known = getattr(layer, "url_map", None)
        if known is not None and hasattr(known, "iter_rules"):
            routes += [rule.rule for rule in known.iter_rules() if "GET" in (rule.methods or ())]
        for path in routes:
            if isinstance(path, str) and _LIKELY.search(path) and not set(path) & set("{}<>"):
                yield path


def _listed(layer: Any, name: str) -> list[Any]:
    found = getattr(layer, name, None)
    return list(found) if isinstance(found, (list, tuple)) else []


def _wsgi(application: Any, path: str) -> bytes:
    status = []

    def start(line: str, headers: Any, error: Any = None) -> Any:
        status.append(line)
        return lambda data: None

    answer = application(
        {
            "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": "",
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost", "HTTP_ACCEPT": "application/json", "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr, "wsgi.multithread": False, "wsgi.multiprocess": False,
            "wsgi.run_once": True,
        },
        start,
    )  # fmt: skip
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return body if status and status[-1].startswith("200") else b""


def _asgi(application: Any, path: str) -> bytes:
    async def run() -> bytes:
        parts: list[bytes] = []
        status: list[int] = []
        complete = asyncio.Event()
        asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> Any:
            for message in asked:
                return message
            await complete.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                status.append(message["status"])
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
                if not message.get("more_body"):
                    complete.set()

        scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1", "method": "GET", "scheme": "http", "path": path,
            "raw_path": path.encode(), "query_string": b"", "root_path": "",
            "headers": [(b"host", b"localhost"), (b"accept", b"application/json")],
            "client": ("127.0.0.1", 1), "server": ("localhost", 80), "state": {},
        }  # fmt: skip
        await asyncio.wait_for(application(scope, receive, send), _SECONDS)
        return b"".join(parts) if status == [200] else b""

    return asyncio.run(run())
