"""A WSGI application on a free port of this machine, for a block of a test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import WSGIApplication


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True  # browsers keep connections open


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Keeps the test's output clean."""


@contextmanager
def served(app: WSGIApplication) -> Iterator[str]:
    """The address of ``app``."""
    with make_server("127.0.0.1", 0, app, Server, Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
