"""Scratch databases and their copies wait for no disk; a database of somebody else does."""

from __future__ import annotations

import pytest
from databases import database, server
from sqlalchemy.engine import Engine

from coldframe.check.database.copying import copies
from coldframe.check.database.scratch import connectable, parsed, scratch

ASKED = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}
OFF = {"sqlite": 0, "postgresql": "off"}


@pytest.mark.parametrize("name", ASKED)
def test_scratch_databases_and_copies(name: str) -> None:
    with scratch(server(name)) as engine:
        assert setting(engine) == OFF[name]
        with copies(server(name)) as copy:
            assert setting(copy(engine)) == OFF[name]


@pytest.mark.parametrize("name", ASKED)
def test_others_wait(name: str) -> None:
    with database(name) as url:
        engine = connectable(parsed(url))
        assert setting(engine) != OFF[name]
        engine.dispose()


def setting(engine: Engine) -> object:
    """What a new connection says, outside of any transaction."""
    with engine.connect() as connection:
        return connection.exec_driver_sql(ASKED[engine.dialect.name]).scalar()
