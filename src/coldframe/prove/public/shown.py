"""What a feature shows to others: options, commands, routes, and names of Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coldframe.prove.public.names import public_names
from coldframe.prove.public.thing import Thing

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature


def shown(host: Host, feature: Feature, code: Sequence[str]) -> list[Thing]:
    """All that ``code``, the feature's files, shows; nothing hidden, nothing that is uncertain."""
    from coldframe.check.surface.definition import COMMAND, OPTION, ROUTE

    found: dict[tuple[str, str], Thing] = {}
    for path in code:
        for one in host.surface.of(path, (OPTION, COMMAND, ROUTE)):
            names = tuple(name for name in one.names if name and name != "?")
            if names and one.certain and not one.hidden:
                thing = Thing(one.kind, names, path, one.line, one.tool)
                found.setdefault((one.kind, thing.name), thing)
    for thing in public_names(host, feature, code):
        found.setdefault((thing.kind, thing.name), thing)
    return list(found.values())
