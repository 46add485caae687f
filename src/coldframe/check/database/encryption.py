"""Encrypted connections of PyMySQL without reading all certificates of the system each time.

PyMySQL (from 1.2) prepares TLS for every connection, whether the server offers it or not.  That
takes 30 ms, ten times as long as the connection itself, and a check makes many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

_Server = tuple[object, object, object]
_OFFERS_TLS = 0x800  # CLIENT_SSL among the capabilities that a server names
contexts: dict[_Server, object] = {}  # None: the server offers no TLS


def prepare_once(engine: Engine) -> None:
    """Let later connections to the same server use what PyMySQL prepared for the first one.

    Nothing changes in whether they are encrypted, and what the user says of TLS is left alone.
    """
    from sqlalchemy import event

    if engine.dialect.driver != "pymysql" or any("ssl" in key for key in engine.url.query):
        return
    if "read_default_file" in engine.url.query or "read_default_group" in engine.url.query:
        return  # there may be more about TLS

    @event.listens_for(engine, "do_connect")
    def _reuse(dialect: Any, record: Any, words: Any, options: dict[str, Any]) -> None:
        server = _server(options)
        if server in contexts:
            context = contexts[server]
            options.update({"ssl_disabled": True} if context is None else {"ssl": context})

    @event.listens_for(engine, "connect")
    def _keep(connection: Any, record: Any) -> None:
        context = getattr(connection, "ctx", None)
        if context is not None:
            offered = connection.server_capabilities & _OFFERS_TLS
            contexts[_server(vars(connection))] = context if offered else None


def _server(options: dict[str, Any]) -> _Server:
    return (
        options.get("host") or "localhost",
        options.get("port") or 3306,
        options.get("unix_socket"),
    )
