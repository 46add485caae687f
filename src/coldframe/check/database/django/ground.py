"""Django, set up on scratch databases: the deployment's own is never connected to.

The settings of the host are loaded, and its databases are replaced before anything connects.  In a
run of pytest Django may be set up already: then its connections are put aside for the time of a
step.  What tries to connect elsewhere nevertheless is refused.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from coldframe.check.database.django.apps import settings_module
from coldframe.check.database.walk import importable
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

_MARK = "COLDFRAME_SCRATCH"
_ENGINES = {
    "sqlite": ("django.db.backends.sqlite3", ("sqlite3", "spatialite")),
    "postgresql": ("django.db.backends.postgresql", ("postgresql", "postgis")),
    "mysql": ("django.db.backends.mysql", ("mysql",)),
}
_own_engines: list[str] = []  # of the host's default database, once Django is set up


class Elsewhere(Exception):
    """The host's code wanted a database that is no scratch one."""


@contextmanager
def ground(root: str, engine: Engine) -> Iterator[Any]:
    """Django's connection to the database of ``engine``, under every name that the host has.

    Raises Mistake if Django, a driver or what the settings import is not there.
    """
    _, folders = _settings(root)
    with ExitStack() as stack:
        for folder in reversed(folders):
            stack.enter_context(importable(folder))
        stack.enter_context(_guarded())
        _set_up(root)
        yield stack.enter_context(_scratch(engine))


def _settings(root: str) -> tuple[str, tuple[str, ...]]:
    from importlib.util import find_spec

    if find_spec("django") is None:
        raise Mistake(
            "Django is not installed here",
            "Name the Python in which the host is installed: --python PATH.",
        )
    return settings_module(root)


def _set_up(root: str) -> None:
    import django
    from django.apps import apps
    from django.conf import settings

    if apps.ready:
        if not _own_engines:
            _own_engines.append(_engine_of(settings))
        return
    module, _ = settings_module(root)
    os.environ["DJANGO_SETTINGS_MODULE"] = module
    try:
        _own_engines[:] = [_engine_of(settings)]
        aliases = dict.fromkeys(["default", *(settings.DATABASES or {})])
        settings.DATABASES = {
            alias: {"ENGINE": _ENGINES["sqlite"][0], "NAME": ":memory:", _MARK: True}
            for alias in aliases
        }
        django.setup()
    except Exception as error:
        raise Mistake(
            f"Django cannot be set up with {module}: {type(error).__name__}: {_line(error)}",
            "Run it where the host is installed (--python PATH), with what its settings need.",
        ) from error


def _engine_of(settings: Any) -> str:
    return str((settings.DATABASES or {}).get("default", {}).get("ENGINE", ""))


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())


@contextmanager
def _guarded() -> Iterator[None]:
    """Whatever connects in the block connects to a scratch database."""
    from django.db.backends.base.base import BaseDatabaseWrapper

    connect = BaseDatabaseWrapper.connect

    def guarded(self: Any) -> None:
        if not self.settings_dict.get(_MARK):
            raise Elsewhere("this connects to the database of the deployment, which is not allowed")
        connect(self)

    BaseDatabaseWrapper.connect = guarded
    try:
        yield
    finally:
        BaseDatabaseWrapper.connect = connect


@contextmanager
def _scratch(engine: Engine) -> Iterator[Any]:
    """All connections of Django are to the scratch database until the block ends."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import connections

    aliases = list(dict.fromkeys(["default", *connections]))
    opened = {each.alias: each for each in connections.all(initialized_only=True)}
    filled = connections.configure_settings({alias: _configured(engine) for alias in aliases})
    before = {alias: connections.settings.get(alias) for alias in aliases}
    for alias in aliases:
        connections.settings[alias] = filled[alias]
        if alias in opened:
            del connections[alias]
    try:
        try:
            connection = connections["default"]
        except ImproperlyConfigured as error:
            raise Mistake(
                f"Django has no driver for this database: {_line(error)}",
                "Install it where the host is installed.",
            ) from None
        yield connection
    finally:
        for each in connections.all(initialized_only=True):
            if each.settings_dict.get(_MARK):
                each.close()
                del connections[each.alias]
        for alias, settings in before.items():
            if settings is None:
                del connections.settings[alias]
            else:
                connections.settings[alias] = settings
            if alias in opened:
                connections[alias] = opened[alias]


def _configured(engine: Engine) -> dict[str, Any]:
    """The address of ``engine`` in Django's words; options of the host's settings do not count.

    A backend of its own (PostGIS) stays if it is for this kind of server.
    """
    url = engine.url
    kind = {"mariadb": "mysql"}.get(url.get_backend_name(), url.get_backend_name())
    backend, family = _ENGINES[kind]
    if _own_engines and _own_engines[0].rpartition(".")[2] in family:
        backend = _own_engines[0]
    if kind == "mysql":
        _mysql_driver()
    socket = url.query.get("unix_socket") or url.query.get("host") or ""
    return {
        "ENGINE": backend,
        "NAME": url.database,
        "USER": url.username or "",
        "PASSWORD": url.password or "",
        "HOST": url.host or socket,
        "PORT": str(url.port or ""),
        _MARK: True,
    }


def _mysql_driver() -> None:
    """PyMySQL does for mysqlclient, where only that is installed."""
    from importlib.util import find_spec

    if find_spec("MySQLdb") is None and find_spec("pymysql") is not None:
        import pymysql

        pymysql.version_info = (2, 2, 1, "final", 0)  # what Django asks mysqlclient for
        pymysql.install_as_MySQLdb()
