"""Scratch databases do not wait for the disk: what a power cut takes of them is nobody's.

https://www.sqlite.org/pragma.html#pragma_synchronous and
https://www.postgresql.org/docs/current/wal-async-commit.html say what is at stake.  A session of
MariaDB has no such setting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

_SETTINGS = {"sqlite": "PRAGMA synchronous = OFF", "postgresql": "SET synchronous_commit = off"}


def unsynced(engine: Engine) -> Engine:
    """``engine``, which must be on a scratch database, with commits that return at once."""
    from sqlalchemy import event

    setting = _SETTINGS.get(engine.dialect.name)
    if setting is not None:

        @event.listens_for(engine, "connect")
        def _set(connection: Any, record: Any) -> None:
            cursor = connection.cursor()
            cursor.execute(setting)
            cursor.close()
            connection.commit()

    return engine
