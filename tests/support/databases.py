"""Databases on a real server, made for one test and dropped after it."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest

MARIADB = os.environ.get("COLDFRAME_TEST_MARIADB", "mysql+pymysql://root@127.0.0.1:3306/")
POSTGRESQL = os.environ.get(
    "COLDFRAME_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)
# What tests that run on every engine are parametrized with; see ``server``.
SERVERS = ("sqlite", "postgresql", "mariadb")
_URLS = {"postgresql": POSTGRESQL, "mariadb": MARIADB}
_VARIABLES = {"postgresql": "COLDFRAME_TEST_POSTGRESQL", "mariadb": "COLDFRAME_TEST_MARIADB"}


def server(name: str) -> str:
    """The URL of the server on which a scratch database may be made; ``sqlite`` is itself.

    A skip, or in CI a failure, if it does not answer.
    """
    if name == "sqlite":
        return name
    if why := _silence(name):
        if os.environ.get("COLDFRAME_REQUIRE_SERVERS"):
            pytest.fail(why)
        pytest.skip(why)
    return _URLS[name]


@cache
def _silence(name: str) -> str:
    """What to say if the server did not answer when it was first asked; ``""`` if it did."""
    from sqlalchemy.exc import SQLAlchemyError

    from coldframe.check.database.scratch import connectable, parsed, said, shown

    url = parsed(_URLS[name])
    engine = connectable(url)
    try:
        engine.connect().close()
    except SQLAlchemyError as error:
        return (
            f"no {name} at {shown(url)}: {said(error)}; start one, or name yours in"
            f" {_VARIABLES[name]}={url.drivername}://user:password@host:port/"
        )
    finally:
        engine.dispose()
    return ""


@contextmanager
def database(name: str) -> Iterator[str]:
    """The URL of an empty database on that server; a skip, or in CI a failure, without one.

    ``sqlite`` gives one in a file.
    """
    if name == "sqlite":
        from tempfile import TemporaryDirectory

        with TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/test.db"
        return
    from sqlalchemy import text

    from coldframe.check.database.scratch import connectable, parsed

    url = parsed(server(name))
    fresh = f"coldframe_{uuid.uuid4().hex[:12]}"
    engine = connectable(url).execution_options(isolation_level="AUTOCOMMIT")
    more = " CHARACTER SET utf8mb4" if name == "mariadb" else ""
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {fresh}{more}"))
    try:
        yield url.set(database=fresh).render_as_string(hide_password=False)
    finally:
        force = " WITH (FORCE)" if name == "postgresql" else ""
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {fresh}{force}"))
        engine.dispose()
