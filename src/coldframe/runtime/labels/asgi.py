"""The label as a response header, for every ASGI service, and whose request it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any

from coldframe.runtime.attribution import noted, stack
from coldframe.runtime.labels.header import NAME, Header

if TYPE_CHECKING:
    from contextvars import Token

    from coldframe.runtime.attribution import InCharge
    from coldframe.runtime.previews import Previews

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_NAME = NAME.lower().encode()


def label_asgi(app: Application, previews: Previews) -> Application:
    """``app``, with ``Preview-Feature`` on the answers of routes that features claim.

    The feature is in charge (as in `Previews.attributed`) while ``app`` serves the request, but not
    in what the server does meanwhile: that may be for the next request of the same connection.

    Only features that are on at the time of the request are named.  Claims are compared with
    the whole path, and with that below ``root_path``.  A websocket has no header, and a feature in
    charge.  Raises as `Previews.enabled`.
    """
    header = Header(previews)

    async def labelled(scope: Scope, receive: Receive, send: Send) -> None:
        kind = scope["type"]
        if kind != "http" and kind != "websocket":
            return await app(scope, receive, send)
        path = scope["path"]
        above = scope.get("root_path", "")
        claimed = header.claimed(path)
        if claimed is None and above:
            claimed = header.claimed(below(path, above))
        if claimed is None:
            return await app(scope, receive, send)
        feature, field = claimed.feature, (_NAME, claimed.encoded)
        around = stack.get()

        async def receiving() -> Message:
            inside = stack.set(around)
            try:
                return await receive()
            finally:
                _back(inside)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), field]}
            inside = stack.set(around)
            try:
                await send(message)
            finally:
                _back(inside)

        if feature is None:
            return await app(scope, receive, sending)
        outer = stack.set((*around, feature))
        try:
            return await app(scope, receiving, sending)
        except BaseException as error:
            noted(previews, feature, error)
            raise
        finally:
            _back(outer)

    return labelled


def _back(inside: Token[tuple[InCharge, ...]]) -> None:
    # What was given up and is closed later, by the garbage collector, is so in another context.
    try:  # noqa: SIM105 -- contextlib.suppress would take longer than all of the rest
        stack.reset(inside)
    except ValueError:
        pass


def below(path: str, above: str) -> str:
    """The part of ``path`` below ``root_path``; servers put that in front or leave it out."""
    return path.removeprefix(above) if path.startswith(f"{above}/") else path
