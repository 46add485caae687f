"""The entry points that load features, and where something selects one by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.check.packaging.entry_points import EntryPoint
    from coldframe.declare.feature import Feature


class Plug(NamedTuple):
    """An entry point that loads a feature."""

    entry: EntryPoint
    feature: Feature


def plugs_of(host: Host) -> list[Plug]:
    """The entry points that load features, scripts left out."""
    if not host.packaging.sources.may_name([tree.module for tree in host.preview_trees]):
        return []
    return [
        Plug(entry, feature)
        for entry in host.packaging.entry_points
        if entry.group not in ("console_scripts", "gui_scripts")
        and (feature := host.feature_named(entry.module)) is not None
    ]


def patterns(plugs: list[Plug]) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """What a file with such a default must contain: a quoted name, and an option of a group."""
    names = b"|".join(sorted({re.escape(plug.entry.name.encode()) for plug in plugs}))
    stems = {_stem(plug.entry.group.rpartition(".")[2]) for plug in plugs}
    groups = b"|".join(re.escape(stem.encode()).replace(b"_", b"[-_]") for stem in sorted(stems))
    return (
        re.compile(rb"""["'](?:[^"'\n]*,)?[ ]*(?:%s)[ ]*(?:,[^"'\n]*)?["']""" % names),
        re.compile(rb"(?i)\b(?:%s)" % groups),
    )


def plug_of(plugs: list[Plug], option: str, text: str) -> Plug | None:
    """The entry point that ``text`` selects when it is the value of ``option``."""
    names = {part.strip() for part in text.split(",")}
    for plug in plugs:
        if plug.entry.name in names and _alike(option, plug.entry.group.rpartition(".")[2]):
            return plug
    return None


def in_line(plugs: list[Plug], line: str) -> Plug | None:
    """The entry point that a line of a configuration file selects."""
    stripped = line.strip()
    if stripped.startswith(("#", ";", "//")):
        return None
    for sign in ("=", ":"):
        key, found, value = stripped.partition(sign)
        if found:
            plain = value.split(" #")[0].strip("[] \t")
            texts = ",".join(part.strip(" '\"") for part in plain.split(","))
            plug = plug_of(plugs, key.strip(" '\""), texts)
            if plug is not None:
                return plug
    return None


def _alike(option: str, group: str) -> bool:
    """Whether an option is called like an entry-point group, one of them perhaps in the plural."""
    return bool(_stem(option)) and _stem(option) == _stem(group)


def _stem(name: str) -> str:
    """``name`` in one spelling, without the plural."""
    return name.lower().replace("-", "_").rstrip("s")
