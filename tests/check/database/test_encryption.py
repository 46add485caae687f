"""TLS is prepared once per server, and is what PyMySQL makes of it by itself."""

from __future__ import annotations

import ssl

import pytest
from databases import server
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine

from coldframe.check.database import encryption
from coldframe.check.database.scratch import connectable, parsed


def test_once_per_server(monkeypatch: pytest.MonkeyPatch) -> None:
    url = parsed(server("mariadb"))
    made: list[ssl.SSLContext] = []
    make = ssl.create_default_context

    def counted(*words: object, **options: object) -> ssl.SSLContext:
        made.append(make(*words, **options))  # type: ignore[arg-type]
        return made[-1]

    monkeypatch.setattr(encryption, "contexts", {})
    monkeypatch.setattr(ssl, "create_default_context", counted)
    ciphers = {cipher(connectable(url)) for _ in range(3)}
    assert len(made) == 1
    assert ciphers == {cipher(create_engine(url))}
    assert len(made) == 2


def test_what_the_user_says_of_tls_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    url = parsed(server("mariadb"))
    monkeypatch.setattr(encryption, "contexts", {})
    assert cipher(connectable(url.update_query_dict({"ssl_disabled": "true"}))) == ""
    assert encryption.contexts == {}


def cipher(engine: Engine) -> str:
    """What encrypts a new connection; ``""`` for nothing."""
    with engine.connect() as connection:
        found = connection.execute(text("SHOW STATUS LIKE 'Ssl_cipher'")).one()[1]
    engine.dispose()
    return str(found)
