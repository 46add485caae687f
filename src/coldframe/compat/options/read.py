"""The configuration options of a project: each way in which code may define one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.surface.options import options
from coldframe.compat.declared.aliases import aliases
from coldframe.compat.declared.modules import modules_with
from coldframe.compat.declared.stages import Claimed
from coldframe.compat.options.django import django_settings
from coldframe.compat.options.entry import Options
from coldframe.compat.options.oslo import oslo_option
from coldframe.compat.options.pydantic import pydantic_options
from coldframe.compat.options.settings_classes import Classes

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.compat.options.entry import Option

WORDS = ("Opt(", "BaseSettings", "getattr(settings")


def read_options(host: Host) -> Options:
    """Every option of ``host``, by name; what is defined twice counts once.

    Nothing of the host is imported.  Raises Mistake for declarations that cannot be read.
    """
    claimed = Claimed(host, "options")
    found: dict[str, Option] = {}
    for option, names, path in _every(host):
        stage = claimed.stage(names, path)
        known = found.get(option.name)
        if known is None or (known.stage and not stage) or option.certain > known.certain:
            found[option.name] = option._replace(stage=stage)
    return Options(tuple(found[name] for name in sorted(found)), aliases(host, "options"))


def _every(host: Host) -> Iterator[tuple[Option, tuple[str, ...], str]]:
    """Each option with the names by which a claim may mean it, and its file."""
    for file, module in modules_with(host, WORDS):
        for definition in options(module):
            if definition.tool == "oslo.config" and "?" not in definition.names:
                yield oslo_option(module, definition, file.path), definition.names, file.path
        for option in django_settings(module, file.path):
            yield option, (option.name,), file.path
    classes = Classes(host)
    for owner in classes.settings():
        yield from pydantic_options(classes, owner)
