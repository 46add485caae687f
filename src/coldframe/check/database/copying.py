"""Copies of a scratch database, for trying something on them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from coldframe.check.database.leftovers import own_prefix
from coldframe.check.database.scratch import connectable, on_a_server, parsed
from coldframe.check.database.unsynced import unsynced

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


@contextmanager
def copies(server: str) -> Iterator[Callable[[Engine], Engine]]:
    """What makes one copy after another on ``server``; the last is dropped at the end.

    Given the engine of a scratch database it returns one on a copy of that as it is now, and the
    copy before is gone.  Nobody may be connected to what is copied: PostgreSQL copies only what
    nobody uses.  Routines and events of MariaDB are not copied.  Raises Mistake as
    ``scratch`` does.

    MariaDB can copy no database as a whole, and making a table is slow: there it is one copy
    that stays, and only what differs from what is to be copied is made anew.
    """
    from coldframe.check.database.renewing import renew

    with ExitStack() as opened:
        stays: list[Engine] = []

        def copy(engine: Engine) -> Engine:
            engine.dispose()
            if not stays:
                opened.close()
                if engine.dialect.name == "sqlite":
                    return opened.enter_context(_file(engine))
                if engine.dialect.name == "postgresql":
                    return opened.enter_context(_database(server, str(engine.url.database)))
                stays.append(opened.enter_context(_database(server)))
            renew(stays[0], engine)
            return stays[0]

        yield copy


@contextmanager
def _database(server: str, template: str = "") -> Iterator[Engine]:
    yield from on_a_server(parsed(server), template=template)


@contextmanager
def _file(engine: Engine) -> Iterator[Engine]:
    from shutil import copyfile
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix=own_prefix()) as folder:
        place = os.path.join(folder, "copy.db")
        if engine.url.database and os.path.exists(engine.url.database):
            copyfile(engine.url.database, place)
        copy = unsynced(connectable(engine.url.set(database=place)))
        try:
            yield copy
        finally:
            copy.dispose()
