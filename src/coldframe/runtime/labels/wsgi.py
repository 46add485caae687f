"""The label as a response header, for every WSGI service (PEP 3333)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from coldframe.runtime.labels.header import NAME, Header

if TYPE_CHECKING:
    from typing import Any
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from coldframe.runtime.previews import Previews


def label_wsgi(app: WSGIApplication, previews: Previews) -> WSGIApplication:
    """``app``, with ``Preview-Feature`` on the answers of routes that features claim.

    Only features that are on at the time of the request are named.  Claims are compared with
    the path inside of the application and with the whole one (``SCRIPT_NAME`` first).
    Raises as `Previews.enabled`.
    """
    header = Header(previews)

    def labelled(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        above = environ.get("SCRIPT_NAME", "")
        value = header.value(_text(path)) or (above and header.value(_text(above + path)))
        if not value:
            return app(environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *failure: Any) -> Any:
            return start_response(status, [*headers, (NAME, value)], *failure)

        return app(environ, start)

    return labelled


def _text(path: str) -> str:
    """A path as people write it; WSGI holds its bytes as Latin-1."""
    return path if path.isascii() else path.encode("latin-1").decode("utf-8", "replace")
