"""Sources that come from other distributions, through the entry point ``coldframe.evidence``."""

from __future__ import annotations

import re
from types import ModuleType
from typing import TYPE_CHECKING, Any

from coldframe.check.plugins import EVIDENCE as GROUP
from coldframe.check.plugins import plugin_mistake
from coldframe.prove.sources.catalogue import SOURCES
from coldframe.prove.sources.source import Source, SourceModule

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from coldframe.declare.settings import Settings


def sources(settings: Settings) -> tuple[SourceModule, ...]:
    """The built-in sources, and before them those of the distributions that the settings name.

    An entry point is a module or an object with a record ``SOURCE`` and the functions
    ``recognises`` and ``read``.  Raises Mistake for one that cannot be loaded, or whose name is
    taken.
    """
    if not settings.plugins:
        return SOURCES
    from importlib import metadata

    taken = {module.SOURCE.name: "Coldframe" for module in SOURCES}
    found: list[SourceModule] = []
    for distribution in settings.plugins:
        try:
            points = metadata.distribution(distribution).entry_points.select(group=GROUP)
        except (metadata.PackageNotFoundError, ValueError):
            raise plugin_mistake(
                settings,
                f"plugin {distribution!r} is not installed beside Coldframe",
                f"Install it (`python -m pip install {distribution}`), or take it out of"
                " `plugins`.",
            ) from None
        for point in sorted(points, key=lambda one: one.name):
            module = _load(point, distribution, settings)
            name = module.SOURCE.name
            if name in taken:
                raise plugin_mistake(
                    settings,
                    f"plugin {distribution!r}: the source {name} exists already, in {taken[name]}",
                    "A source's name must be its own; ask the plugin's authors to rename it.",
                )
            taken[name] = distribution
            found.append(module)
    return (*found, *SOURCES)


def _load(point: EntryPoint, distribution: str, settings: Settings) -> SourceModule:
    where = f"plugin {distribution!r}, entry point {point.name!r}"
    try:
        loaded: Any = point.load()
        if isinstance(loaded, type) and not isinstance(loaded, ModuleType):
            loaded = loaded()
    except Exception as error:  # whatever a stranger's code does, the user is told whose it is
        raise plugin_mistake(
            settings,
            f"{where} ({point.value}) cannot be loaded: {type(error).__name__}: {error}",
            "Repair or update the plugin, or take it out of `plugins`.",
        ) from error
    record = getattr(loaded, "SOURCE", None)
    problem = ""
    if not isinstance(record, Source):
        problem = "has no SOURCE record"
    elif not re.fullmatch(r"[a-z][a-z0-9_]*", record.name):
        problem = f"brings the source {record.name!r}; a name is one snake_case word"
    else:
        for name in ("recognises", "read"):
            if not callable(getattr(loaded, name, None)):
                problem = f"brings the source {record.name}, which has no {name}"
    if problem:
        raise plugin_mistake(
            settings, f"{where}: {problem}", "See docs/plugins.md for what a source needs."
        )
    source: SourceModule = loaded
    return source
