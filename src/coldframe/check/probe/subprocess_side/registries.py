"""The global registries of the standard library, of common libraries, and of the host.

Each is a table of key and value, both text that is the same in every run.
"""

from __future__ import annotations

import copyreg
import importlib
import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterable
from typing import Any

from .interpreter import (
    counted,
    entry_point_caches,
    filter_text,
    finders,
    interpreter_state,
    locale_categories,
    signals,
)
from .naming import name_of
from .own import Own
from .reporter import Reporter


class Registries:
    """A snapshot of all registries, as often as it is asked for."""

    def __init__(self, trees: Own, report: Reporter) -> None:
        self._trees = trees
        self._report = report
        self._threads = set(threading.enumerate())
        self._environ = dict(os.environ)
        self._named: dict[str, Any] = {}  # by name: the module that keeps it
        self._read: set[str] = set()
        self._kept: dict[int, tuple[str, Any, bool]] = {}
        self._looked_at: set[str] = set()
        self._readers: dict[str, Callable[[], Iterable[tuple[str, str]]]] = {
            "the warning filters": lambda: counted(map(filter_text, warnings.filters)),
            "the signal handlers": signals,
            "logging": self._logging,
            "os.environ": self._variables,
            "sys.path": lambda: counted(map(repr, sys.path)),
            "sys.meta_path": lambda: counted(finders(sys.meta_path)),
            "sys.path_hooks": lambda: counted(map(name_of, sys.path_hooks)),
            "the interpreter": interpreter_state,
            "the locale": locale_categories,
            "the running threads": self._started,
            "copyreg.dispatch_table": lambda: (
                (name_of(k), name_of(v)) for k, v in copyreg.dispatch_table.items()
            ),
            "the entry point cache": entry_point_caches,
        }

    def watch_named(self, names: Iterable[str]) -> None:
        """Also look at these registries of the host, ``module:attribute``."""
        for name in names:
            try:
                self._named[name] = importlib.import_module(name.partition(":")[0])
            except BaseException as error:
                self._read.add(name)
                self._report(
                    note=f"the registry {name} cannot be read: {type(error).__name__}: {error}"
                )

    def report_unread(self) -> None:
        """Say which registries were never there; some are made only when first used."""
        for name in sorted(self._named.keys() - self._read):
            self._report(note=f"the registry {name} cannot be read: there is no such attribute")

    def _find(self, name: str) -> Any:
        found = self._named[name]
        try:
            for part in name.partition(":")[2].split("."):
                found = getattr(found, part)
        except BaseException:
            return ()
        self._read.add(name)
        return found

    def learn(self) -> None:
        """Find the table and option registries in the modules that were loaded meanwhile.

        Only those that other code than the feature keeps: its own are its own.
        """
        schema = getattr(sys.modules.get("sqlalchemy.sql.schema"), "MetaData", None)
        config = getattr(sys.modules.get("oslo_config.cfg"), "ConfigOpts", None)
        kinds = tuple(kind for kind in (schema, config) if isinstance(kind, type))
        if not kinds:
            return
        for name, module in list(sys.modules.items()):
            if name in self._looked_at or self._trees.has(name):
                continue
            if not getattr(getattr(module, "__spec__", None), "_initializing", False):
                self._looked_at.add(name)
            for attribute, value in list(getattr(module, "__dict__", {}).items()):
                place = f"{name}:{attribute}"
                if isinstance(value, type):
                    value = value.__dict__.get("metadata")
                    place += ".metadata"
                if isinstance(value, kinds):
                    self._keep(value, place, schema is not None and isinstance(value, schema))

    def _keep(self, thing: Any, place: str, has_tables: bool) -> None:
        """Remember ``thing`` by the place that people know best."""
        known = self._kept.get(id(thing))
        if known is None or _awkward(place, thing) < _awkward(known[0], thing):
            self._kept[id(thing)] = (place, thing, has_tables)

    def titled(self, registry: str) -> str:
        """``registry`` as people know it."""
        text, brace, number = registry.partition("{")
        return text + self._kept[int(number[:-1])][0] if brace else registry

    def take(self) -> dict[tuple[str, str], str]:
        """What every registry holds now."""
        state: dict[tuple[str, str], str] = {}
        for registry, read in self._readers.items():
            for key, value in read():
                state[registry, key] = value
        for number, (_place, thing, has_tables) in self._kept.items():
            if has_tables:
                for table in list(thing.tables):
                    state[f"the tables of {{{number}}}", str(table)] = ""
            else:
                for key, value in _options(thing):
                    state[f"the options of {{{number}}}", key] = value
        for name in self._named:
            for key, value in _entries(self._find(name)):
                state[name, key] = value
        return state

    def _logging(self) -> Iterable[tuple[str, str]]:
        yield "the disabled level", str(logging.root.manager.disable)
        yield "the logger class", name_of(logging.getLoggerClass())
        yield "the record factory", name_of(logging.getLogRecordFactory())
        for level, name in list(logging._levelToName.items()):
            yield f"level {level}", name
        known = [("root", logging.root), *logging.root.manager.loggerDict.items()]
        for name, logger in known:
            # Loggers merely created are no news, and a feature's own are its own.
            if not isinstance(logger, logging.Logger) or self._trees.has(name):
                continue
            if logger.level:
                yield f"level of {name}", logging.getLevelName(logger.level)
            if logger.disabled:
                yield f"state of {name}", "disabled"
            if not logger.propagate:
                yield f"propagation of {name}", "off"
            for what, items in (("handler", logger.handlers), ("filter", logger.filters)):
                for key, count in counted(map(name_of, items)):
                    yield f"{what} of {name}: {key}", count

    def _variables(self) -> Iterable[tuple[str, str]]:
        """Which variables there are and which were changed; never a value, it may be secret."""
        for name, value in dict(os.environ).items():
            same = self._environ.get(name, value) == value
            yield name, "set" if same else "set to another value"

    def _started(self) -> Iterable[tuple[str, str]]:
        started = [t for t in threading.enumerate() if t not in self._threads and not _ours(t)]
        return counted(_kind_of_thread(thread) for thread in started)


def _ours(thread: threading.Thread) -> bool:
    return thread is threading.main_thread()


def _kind_of_thread(thread: threading.Thread) -> str:
    target = getattr(thread, "_target", None)
    return f"a thread running {name_of(target)}" if target else name_of(type(thread))


def _awkward(place: str, thing: Any) -> tuple[bool, bool, int, str]:
    """Best known is where its class is defined, else the shortest place without underscores."""
    hidden = any(part.startswith("_") for part in place.replace(":", ".").split("."))
    foreign = place.partition(":")[0] != type(thing).__module__
    return (hidden, foreign, place.count("."), place)


def _options(config: Any) -> Iterable[tuple[str, str]]:
    groups = {"": getattr(config, "_opts", {})}
    for name, group in dict(getattr(config, "_groups", {})).items():
        groups[name] = getattr(group, "_opts", {})
    for name, options in groups.items():
        for option, details in dict(options).items():
            parts = []
            for what in ("default", "override"):
                if isinstance(details, dict) and what in details:
                    parts.append(f"{what} {name_of(details[what])}")
            yield f"{name}.{option}" if name else option, ", ".join(parts)


def _entries(registry: Any) -> Iterable[tuple[str, str]]:
    """The keys of a mapping with what they stand for; the items of anything else."""
    if hasattr(registry, "keys"):
        return [(_key(key), name_of(registry[key])) for key in list(registry.keys())]
    try:
        return counted(_key(item) for item in list(registry))
    except TypeError:
        return [("its value", name_of(registry))]


def _key(item: Any) -> str:
    return item if isinstance(item, str) else name_of(item)
