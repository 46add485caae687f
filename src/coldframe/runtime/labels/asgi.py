"""The label as a response header, for every ASGI service (HTTP; nothing else is touched)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any

from coldframe.runtime.labels.header import NAME, Header

if TYPE_CHECKING:
    from coldframe.runtime.previews import Previews

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_NAME = NAME.lower().encode()


def label_asgi(app: Application, previews: Previews) -> Application:
    """``app``, with ``Preview-Feature`` on the answers of routes that features claim.

    Only features that are on at the time of the request are named.  Claims are compared with
    the whole path, and with that below ``root_path``.  Raises as `Previews.enabled`.
    """
    header = Header(previews)

    async def labelled(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)
        path = scope["path"]
        above = scope.get("root_path", "")
        value = header.value(path) or (above and header.value(below(path, above)))
        if not value:
            return await app(scope, receive, send)
        field = (_NAME, value.encode("ascii"))

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), field]}
            await send(message)

        return await app(scope, receive, sending)

    return labelled


def below(path: str, above: str) -> str:
    """The part of ``path`` below ``root_path``; servers put that in front or leave it out."""
    return path.removeprefix(above) if path.startswith(f"{above}/") else path
