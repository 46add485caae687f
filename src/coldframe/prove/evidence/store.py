"""The evidence store: facts are added to it, and it answers what a verdict asks.

A file of SQLite, or a database of PostgreSQL for a team.  Nothing in it is ever changed or
deleted: a correction is a fact of its own.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from coldframe.declare.mistake import Mistake
from coldframe.prove.evidence import adding, opening
from coldframe.prove.evidence.answers import Flake, Run, Stale
from coldframe.prove.evidence.fact import Fact, Stored

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

_T = TypeVar("_T")
_AGAIN = ("database is locked", "deadlock detected", "could not serialize")


class Store:
    """The store at one address; a context manager, which closes its connections.

    A store that is not there yet has no facts, and is made by the first ``append``.
    Every method raises Mistake for what keeps it from its work, and shows no password.
    """

    def __init__(self, address: str) -> None:
        """``address`` is a file, ``sqlite:///FILE`` or ``postgresql://USER@HOST/DATABASE``."""
        from sqlalchemy.engine import URL

        from coldframe.check.database.scratch import parsed, shown
        from coldframe.prove.upgrade.secrets import secrets_of

        if "://" not in address:
            address = URL.create("sqlite", database=address).render_as_string()
        self._url = parsed(address)
        self._is_file = self._url.get_backend_name() == "sqlite"
        self.shown = opening.place_of(self._url) if self._is_file else shown(self._url)
        self._secrets = secrets_of([address])
        self._engines: dict[bool, Engine] = {}
        self._ready = False

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; the next question opens new ones."""
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()

    def append(self, facts: Iterable[Fact]) -> list[int]:
        """Add all of ``facts``, or none of them, and return their ids.

        Facts without a run are one run of their own; those without a time are of now.
        """
        checked = adding.ready(facts)
        if not checked:
            return []
        last = time.monotonic() + opening.PATIENCE
        with opening.plainly(self.shown, self._secrets):
            while True:
                try:
                    with self._engine(writes=True).begin() as connection:
                        if not self._ready and not opening.is_there(connection, self.shown):
                            opening.prepare(connection)
                        ids = adding.add(connection, checked)
                    self._ready = True
                    return ids
                except Exception as error:
                    if time.monotonic() > last or not any(w in str(error) for w in _AGAIN):
                        raise
                    time.sleep(0.05)

    def runs(self, feature: str, kind: str, digest: str) -> list[Run]:
        """The runs of one kind for one state of the code, oldest first, corrections applied."""
        from coldframe.prove.evidence import reading

        return self._ask(lambda c: reading.runs(c, feature, kind, digest), [])

    def flaky(
        self, feature: str, digest: str, kind: str = "tests", limit: int = 1000
    ) -> list[Flake]:
        """What passed and failed at one commit, the most often failed first, at most ``limit``."""
        from coldframe.prove.evidence import reading

        return self._ask(lambda c: reading.flaky(c, feature, kind, digest, limit), [])

    def latest(self, feature: str, kind: str, digest: str = "") -> list[Stored]:
        """The newest fact of each subject, size and variant; of any code without ``digest``."""
        from coldframe.prove.evidence import reading

        return self._ask(lambda c: reading.latest(c, feature, kind, digest), [])

    def facts(
        self, feature: str, kind: str = "", digest: str = "", limit: int = 1000
    ) -> Iterator[Stored]:
        """What was recorded, newest first, also what is corrected; at most ``limit``."""
        from coldframe.prove.evidence import reading

        none: list[Stored] = []
        yield from self._ask(lambda c: list(reading.facts(c, feature, kind, digest, limit)), none)

    def fact(self, number: int) -> Stored | None:
        """One fact by its id."""
        from coldframe.prove.evidence import reading

        return self._ask(lambda c: reading.stored(c, number), None)

    def stale(self, feature: str, digest: str) -> list[Stale]:
        """What there is for other states of the code, newest first."""
        from coldframe.prove.evidence import reading

        return self._ask(lambda c: reading.stale(c, feature, digest), [])

    def recorded_from(self, feature: str, ending: str) -> set[str]:
        """The digests for which something came from a source whose name has this ``ending``."""
        from coldframe.prove.evidence import reading

        none: set[str] = set()
        return self._ask(lambda c: reading.recorded_from(c, feature, ending), none)

    @property
    def exists(self) -> bool:
        """Whether there is a store with its tables."""
        return self._ask(lambda _: True, False)

    def _ask(self, question: Callable[[Connection], _T], nothing: _T) -> _T:
        """The answer, or ``nothing`` where there is no store."""
        with self._reading() as connection:
            return nothing if connection is None else question(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection | None]:
        if self._is_file and not os.path.exists(self.shown):
            yield None
            return
        with (
            opening.plainly(self.shown, self._secrets),
            self._engine(writes=False).connect() as connection,
        ):
            self._ready = self._ready or opening.is_there(connection, self.shown)
            yield connection if self._ready else None

    def _engine(self, *, writes: bool) -> Engine:
        writes = writes or not self._is_file  # a server has one engine for both
        if writes not in self._engines:
            if self._is_file and os.path.isdir(self.shown):
                raise Mistake(f"{self.shown} is a folder", "Name a file in it.")
            if self._is_file and writes:
                opening.make_room(self.shown)
            self._engines[writes] = opening.engine_of(self._url, writes=writes)
        return self._engines[writes]
