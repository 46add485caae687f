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
from coldframe.compat.options.pydantic import pydantic_option

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.check.surface.reading import Module
    from coldframe.compat.options.entry import Option

WORDS = ("Opt(", "BaseSettings", "getattr(settings")
_READERS = {"oslo.config": oslo_option, "pydantic": pydantic_option}


def read_options(host: Host) -> Options:
    """Every option of ``host``, by name; what is defined twice counts once.

    Nothing of the host is imported.  Raises Mistake for declarations that cannot be read.
    """
    claimed = Claimed(host, "options")
    found: dict[str, Option] = {}
    for file, module in modules_with(host, WORDS):
        for option, names in _in(module, file.path):
            stage = claimed.stage(names, file.path)
            known = found.get(option.name)
            if known is None or (known.stage and not stage) or option.certain > known.certain:
                found[option.name] = option._replace(stage=stage)
    return Options(tuple(found[name] for name in sorted(found)), aliases(host, "options"))


def _in(module: Module, path: str) -> Iterator[tuple[Option, tuple[str, ...]]]:
    for definition in options(module):
        reader = _READERS.get(definition.tool)
        if reader is not None and "?" not in definition.names:
            yield reader(module, definition, path), definition.names
    for option in django_settings(module, path):
        yield option, (option.name,)
