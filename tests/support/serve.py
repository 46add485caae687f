"""Serves ``shop.main:app`` of the current folder on a free port, which it prints.

``python serve.py wsgi|asgi``.  For a line of input it prints the modules below ``shop.preview``
that are loaded; at the end of its input it ends.
"""

from __future__ import annotations

import importlib
import json
import os
import socket
import sys
import threading


def main() -> None:
    """Serve until the input ends."""
    sys.path.insert(0, os.getcwd())
    app = importlib.import_module("shop.main").app
    listening = socket.create_server(("127.0.0.1", 0))
    serve = _asgi if sys.argv[1] == "asgi" else _wsgi
    threading.Thread(target=serve, args=(app, listening), daemon=True).start()
    print(listening.getsockname()[1], flush=True)  # it listens: whoever connects now is queued
    for _ in sys.stdin:
        loaded = sorted(name for name in sys.modules if name.startswith("shop.preview."))
        print(json.dumps(loaded), flush=True)


def _asgi(app: object, listening: socket.socket) -> None:
    import uvicorn

    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])


def _wsgi(app: object, listening: socket.socket) -> None:
    import waitress

    waitress.serve(app, sockets=[listening], _quiet=True)


if __name__ == "__main__":
    main()
