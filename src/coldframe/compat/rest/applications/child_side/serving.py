"""Serves an application on a free port of this machine, until the parent ends this process."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import socket
import threading
import time
from contextlib import suppress
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from .applications import ASGI, kind_of, servable
from .telling import Problem, Teller, leave

_PAUSE = 0.02  # seconds between two looks


def serve(target: Any, tell: Teller) -> None:
    """Tell the port as soon as calls are answered, and answer them; does not return."""
    application = servable(target)
    if application is None:
        raise Problem(
            "it has a document, but it answers no calls",
            "Name the application itself, of ASGI or WSGI.",
        )
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
    if kind_of(application) == ASGI:
        with suppress(SystemExit):  # uvicorn's way to say that a lifespan failed
            _asgi(application, tell)
        raise Problem("it does not start", "Mend what its lifespan does, or name a running one.")
    with make_server("127.0.0.1", 0, application, _Threads, _Quiet) as server:
        tell(port=server.server_port)
        server.serve_forever()


def _watch(parent: int) -> None:
    """Nobody is left to end this process when the parent was killed."""
    while os.getppid() == parent:
        time.sleep(1)
    leave(0)


def _asgi(application: Any, tell: Teller) -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    if importlib.util.find_spec("uvicorn") is not None:
        import uvicorn

        server = uvicorn.Server(uvicorn.Config(application, log_level="warning"))
        threading.Thread(target=_ready, args=(server, port, tell), daemon=True).start()
        server.run(sockets=[listening])
    elif importlib.util.find_spec("hypercorn") is not None:
        hypercorn: Any = importlib.import_module("hypercorn.asyncio")
        config: Any = importlib.import_module("hypercorn.config").Config()
        config.bind = [f"fd://{listening.fileno()}"]
        tell(port=port)  # whoever connects before it has started is queued
        asyncio.run(hypercorn.serve(application, config))
    else:
        raise Problem(
            "neither uvicorn nor hypercorn is installed beside it",
            "Install one there, or start the application and name its address.",
        )


def _ready(server: Any, port: int, tell: Teller) -> None:
    while not server.started:
        time.sleep(_PAUSE)
    tell(port=port)


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Nothing: only what the application prints is of interest."""
