"""``/preview-features``: the inventory as JSON for graphical clients, and a badge that reads it.

Below it is ``badge.js``, a web component without dependencies::

    <script src="/preview-features/badge.js" async></script>
    <preview-badge feature="loyalty"></preview-badge>

Clients are told what users may know.  On whose word a feature is on, what forbids it, in which
module it is and why it failed is for operators, who have `Previews.inventory`.
"""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.label import mark, sentence
from coldframe.runtime.labels.asgi import below

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from coldframe.runtime.labels.asgi import Application, Receive, Scope, Send
    from coldframe.runtime.labels.wsgi import LabelledApplication
    from coldframe.runtime.previews import Previews

PATH = "/preview-features"
_NO_BADGE = (
    b"badge.js is no part of this program: PyInstaller takes it along with"
    b" --collect-data coldframe.runtime\n"
)


class Answer(NamedTuple):
    """What is sent: ``status`` as in ``200 OK``, headers and the body."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


def page_wsgi(app: WSGIApplication, previews: Previews, path: str = PATH) -> LabelledApplication:
    """``app``, with the page at ``path``; everything else goes to ``app``."""

    def with_page(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        found = answer(previews, path, environ.get("PATH_INFO", ""), environ["REQUEST_METHOD"])
        if found is None:
            return app(environ, start_response)
        start_response(found.status, found.headers)
        return [found.body]

    return with_page


def page_asgi(app: Application, previews: Previews, path: str = PATH) -> Application:
    """``app``, with the page at ``path``; everything else goes to ``app``."""

    async def with_page(scope: Scope, receive: Receive, send: Send) -> None:
        found = None
        if scope["type"] == "http":
            asked = below(scope["path"], scope.get("root_path", ""))
            found = answer(previews, path, asked, scope["method"])
        if found is None:
            await app(scope, receive, send)
            return
        headers = [(name.lower().encode(), text.encode()) for name, text in found.headers]
        status = int(found.status[:3])
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": found.body})

    return with_page


def answer(previews: Previews, page: str, asked: str, method: str) -> Answer | None:
    """The answer to a request for the path ``asked``; None if it is not for the page."""
    if asked == page:
        kind, body = "application/json", document(previews)
    elif asked == f"{page}/badge.js":
        script = badge()
        if script is None:
            return _refused("404 Not Found", _NO_BADGE)
        kind, body = "text/javascript; charset=utf-8", script
    else:
        return None
    if method not in ("GET", "HEAD"):
        text = b"Only GET and HEAD are answered here.\n"
        return _refused("405 Method Not Allowed", text, ("Allow", "GET, HEAD"))
    headers = [
        ("Content-Type", kind),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-cache"),  # a feature may be switched on or fail at any time
        ("X-Content-Type-Options", "nosniff"),
    ]
    return Answer("200 OK", headers, b"" if method == "HEAD" else body)


def document(previews: Previews) -> bytes:
    """The page: ``features``, by name, with the wording of the label.  Raises as `enabled`."""
    features = [
        {
            "name": state.name,
            "title": state.title,
            "summary": state.summary,
            "on": state.on,
            "failed": bool(state.failed),
            "since": state.since,
            "until": state.until,
            "feedback": state.feedback,
            "label": state.label,
            "mark": mark(state.label),
            "sentence": " ".join(sentence(state.title, state.label).split()),
        }
        for state in previews.inventory()
    ]
    return json.dumps({"features": features}).encode()


def badge() -> bytes | None:
    """The script of the web component, from the package data; None in a program without it."""
    try:
        return pkgutil.get_data("coldframe.runtime.labels", "badge.js")
    except OSError:
        return None


def _refused(status: str, text: bytes, *headers: tuple[str, str]) -> Answer:
    plain = [("Content-Type", "text/plain"), ("Content-Length", str(len(text)))]
    return Answer(status, [*plain, *headers], text)
