"""Which adapters there are: those that come with Coldframe, then those of the settings' plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coldframe.check.plugins import ADAPTERS, plugin_mistake
from coldframe.resolve.adapters.django import Django
from coldframe.resolve.adapters.openstack import OpenStack

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from coldframe.declare.settings import Settings
    from coldframe.resolve.adapters.adapter import Adapter
    from coldframe.source.tree import Tree

BUILT_IN: tuple[Adapter, ...] = (Django(), OpenStack())


def adapters_for(tree: Tree, settings: Settings) -> tuple[Adapter, ...]:
    """The adapters that know the framework of the project in ``tree``.

    Raises Mistake for one of a plugin that cannot be loaded, or is none.
    """
    known = (*BUILT_IN, *_of_plugins(settings))
    return tuple(adapter for adapter in known if adapter.fits(tree))


def _of_plugins(settings: Settings) -> list[Adapter]:
    found: list[Adapter] = []
    if not settings.plugins:
        return found
    from importlib import metadata

    for distribution in settings.plugins:
        try:
            points = metadata.distribution(distribution).entry_points.select(group=ADAPTERS)
        except (metadata.PackageNotFoundError, ValueError):
            raise plugin_mistake(
                settings,
                f"plugin {distribution!r} is not installed beside Coldframe",
                f"Install it (`python -m pip install {distribution}`), or take it out of"
                " `plugins`.",
            ) from None
        for point in sorted(points, key=lambda point: point.name):
            found.append(_loaded(point, distribution, settings))
    return found


def _loaded(point: EntryPoint, distribution: str, settings: Settings) -> Adapter:
    about = f"plugin {distribution!r}, entry point {point.name!r} ({point.value})"
    try:
        adapter: Any = point.load()
        if isinstance(adapter, type):
            adapter = adapter()
    except Exception as error:  # whatever a stranger's code does, the user is told whose it is
        raise plugin_mistake(
            settings,
            f"{about} cannot be loaded: {type(error).__name__}: {error}",
            "Repair or update the plugin, or take it out of `plugins`.",
        ) from error
    lacking = [
        n for n in ("name", "fits", "ties", "untied", "own_modules") if not hasattr(adapter, n)
    ]
    if lacking:
        raise plugin_mistake(
            settings,
            f"{about} is no adapter: it has no {', '.join(lacking)}",
            "See docs/plugins.md for what an adapter needs.",
        )
    return adapter  # type: ignore[no-any-return]
