"""A server that is lost in the middle of a result is told of once, and leaves nothing behind."""

from __future__ import annotations

import gc
import sys

import pytest
from databases import server
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from coldframe.check.database.scratch import connectable, parsed

# More than the buffers of both ends hold, so that the server is still sending when it is stopped.
_MANY = "SELECT seq, REPEAT('x', 1000) FROM seq_1_to_200000"


def test_a_lost_connection_leaves_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = connectable(parsed(server("mariadb")).set(database="mysql"))
    seen: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", seen.append)

    def read() -> None:
        with engine.connect() as connection:
            me = connection.execute(text("SELECT CONNECTION_ID()")).scalar_one()
            streaming = connection.execution_options(stream_results=True, yield_per=10)
            rows = iter(streaming.execute(text(_MANY)))
            next(rows)
            with engine.connect() as other:
                other.execute(text(f"KILL CONNECTION {me}"))
            for _ in rows:
                pass

    with pytest.raises(OperationalError, match="Lost connection"):
        read()
    gc.collect()
    engine.dispose()
    assert seen == []


def test_an_interrupted_reading_leaves_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = connectable(parsed(server("mariadb")).set(database="mysql"))
    seen: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", seen.append)

    with engine.connect() as connection:
        streaming = connection.execution_options(stream_results=True, yield_per=10)
        result = streaming.execute(text(_MANY))
        next(iter(result))
        connection.invalidate(KeyboardInterrupt())
    del result, streaming, connection
    gc.collect()
    engine.dispose()
    assert seen == []
