"""Databases on a real server, made for one test and dropped after it."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

MARIADB = os.environ.get("COLDFRAME_TEST_MARIADB", "mysql+pymysql://root@127.0.0.1:3306/")


@contextmanager
def mariadb() -> Iterator[str]:
    """The URL of an empty database; a skip, or in CI a failure, without a server."""
    import pymysql

    place = urlsplit(MARIADB)
    name = f"coldframe_{uuid.uuid4().hex[:12]}"
    try:
        server = pymysql.connect(
            host=place.hostname or "127.0.0.1",
            port=place.port or 3306,
            user=place.username or "root",
            password=place.password or "",
        )
    except pymysql.OperationalError as error:
        why = (
            f"no MariaDB at {place.hostname}:{place.port}: {error.args[-1]}; start one, or name"
            " yours in COLDFRAME_TEST_MARIADB=mysql+pymysql://user:password@host:port/"
        )
        if os.environ.get("COLDFRAME_REQUIRE_SERVERS"):
            pytest.fail(why)
        pytest.skip(why)
    with server, server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
        try:
            yield f"{place.scheme}://{place.netloc}/{name}"
        finally:
            cursor.execute(f"DROP DATABASE {name}")
