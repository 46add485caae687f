"""A site: a real database on which a host's migrations have run up to some revision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from databases import MARIADB, POSTGRESQL, database

from coldframe.check.database.environment import environments
from coldframe.check.database.scratch import connectable, parsed
from coldframe.check.database.walk import Walk, forgetting
from coldframe.check.discovery import open_host

# What a scratch database is made on, per engine of a site.
SCRATCH = {"sqlite": "", "postgresql": POSTGRESQL, "mariadb": MARIADB}


@contextmanager
def empty(name: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database on the engine ``name``; a file in ``folder`` for SQLite."""
    if name == "sqlite":
        place = folder / "site.db"
        place.write_bytes(b"")
        yield f"sqlite:///{place}"
        place.unlink()
        return
    with database(name) as url:
        yield url


@contextmanager
def site(
    name: str, folder: Path, host: Path, revision: str = "", rows: Sequence[str] = ()
) -> Iterator[str]:
    """The URL of a database that stands at ``revision`` of ``host`` ("": at its heads)."""
    with empty(name, folder) as url:
        upgrade(url, host, revision)
        sent(url, rows)
        yield url


def upgrade(url: str, host: Path, revision: str = "") -> None:
    """Run the migrations of ``host`` on the database, up to ``revision`` ("": all)."""
    engine = connectable(parsed(url))
    walk = Walk(str(host), environments(open_host(str(host))), engine)
    try:
        with forgetting(str(host)):
            for step in walk.steps():
                ran = walk.run(step)
                assert ran.failure is None, ran.failure
                if step.id == revision:
                    break
    finally:
        engine.dispose()


def sent(url: str, statements: Sequence[str]) -> list[list[tuple[object, ...]]]:
    """What the database answers to each of the statements, run in one transaction."""
    engine = connectable(parsed(url))
    try:
        with engine.begin() as connection:
            answers = [
                connection.exec_driver_sql(each.replace("%", "%%") if "sqlite" not in url else each)
                for each in statements
            ]
            return [[tuple(row) for row in each] if each.returns_rows else [] for each in answers]
    finally:
        engine.dispose()
