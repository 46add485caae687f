"""What the tests ask: made once for all of them, whatever process runs them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from coldframe.check.outcome import Outcome
    from coldframe.prove.upgrade.verdict import Verdict

_MADE = pytest.StashKey[dict[tuple[str, tuple[str, ...]], "Outcome"]]()


def outcome(request: pytest.FixtureRequest, *, alone: bool = False) -> Outcome:
    """The outcome of the host whose fixtures ``request`` sees, which is made once.

    No fixture of session scope could hold it: pytest would give the first one to all hosts.
    """
    root = str(request.getfixturevalue("coldframe_root"))
    databases = _listed(request.getfixturevalue("coldframe_databases"))
    made = request.session.stash.setdefault(_MADE, {})
    key = (root, databases)
    if key not in made or (alone and made[key].host is None):
        shared = None if alone else _place_of_workers(request, key)
        if shared is None:
            made[key] = _checked(request, root, databases)
        else:
            made[key] = _once(shared, lambda: _checked(request, root, databases))
    return made[key]


def _listed(databases: Sequence[str] | str) -> tuple[str, ...]:
    return (databases,) if isinstance(databases, str) else tuple(map(str, databases))


def verdict(request: pytest.FixtureRequest) -> Verdict:
    """What comes of stable rows on every way to the heads: see `verify`."""
    from coldframe.prove.upgrade.verify import verify

    with _databases_allowed(request):
        return verify(
            str(request.getfixturevalue("coldframe_root")),
            databases=_listed(request.getfixturevalue("coldframe_databases")),
        )


def _checked(request: pytest.FixtureRequest, root: str, databases: tuple[str, ...]) -> Outcome:
    from coldframe.check.migrations_check import migrations_check

    with _databases_allowed(request):
        return migrations_check(root, databases=databases)


@contextmanager
def _databases_allowed(request: pytest.FixtureRequest) -> Iterator[None]:
    with ExitStack() as stack:
        if request.config.pluginmanager.hasplugin("django"):  # it forbids all use of databases
            blocker = request.getfixturevalue("django_db_blocker")
            if blocker is not None:  # None: the host has no settings of Django
                stack.enter_context(blocker.unblock())
        yield


def _place_of_workers(request: pytest.FixtureRequest, arguments: object) -> str | None:
    """The file in which workers of pytest-xdist share an outcome; None without workers."""
    if not hasattr(request.config, "workerinput"):
        return None
    from hashlib import sha256

    common = request.getfixturevalue("tmp_path_factory").getbasetemp().parent
    return str(common / f"coldframe-{sha256(repr(arguments).encode()).hexdigest()[:16]}")


def _once(place: str, make: Callable[[], Outcome]) -> Outcome:
    """The outcome, or the mistake, that the first worker made and left at ``place``."""
    import pickle

    from coldframe.declare.mistake import Mistake

    with _locked(f"{place}.lock"):
        if os.path.exists(place):
            with open(place, "rb") as file:
                found: Outcome | tuple[Any, ...] = pickle.load(file)
        else:
            try:
                found = whole = make()
            except Mistake as mistake:
                found, whole = (mistake.what, mistake.remedy, mistake.path, mistake.line), None
            with open(f"{place}.new", "wb") as file:
                pickle.dump(found if whole is None else whole._replace(host=None), file)
            os.replace(f"{place}.new", place)
    if type(found) is tuple:
        raise Mistake(*found)
    return found  # type: ignore[return-value]


@contextmanager
def _locked(path: str) -> Iterator[None]:
    """One process at a time; the system unlocks it for one that dies."""
    with open(path, "a") as file:
        try:
            import fcntl
        except ImportError:  # Windows: each worker may run the migrations itself
            yield
            return
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
