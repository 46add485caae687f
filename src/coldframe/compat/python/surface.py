"""The Python surface of a project: every public name, and what it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import griffe

from coldframe.compat.python.annotation import type_text
from coldframe.compat.python.classes import class_entry, members
from coldframe.compat.python.entries import attribute_entry, function_entry
from coldframe.compat.python.entry import (
    ATTRIBUTE,
    EXPORTED,
    EXTERNAL,
    MODULE,
    PUBLIC,
    Entry,
    Name,
    Surface,
)
from coldframe.compat.python.fields import with_fields
from coldframe.compat.python.names import public_names
from coldframe.compat.python.reading import Read, read_modules
from coldframe.compat.python.stages import Stages, read_stages

if TYPE_CHECKING:
    from coldframe.check.host import Host


def read_surface(host: Host, source: str = "", below: Sequence[str] = ()) -> Surface:
    """What ``host`` shows to those who import it; ``source`` is how the user named it.

    With ``below`` only what these modules show, and what is in them.

    Nothing of the host is imported.  Raises Mistake for settings and declarations that cannot be
    read.
    """
    building = _Building(read_modules(host, below), read_stages(host))
    for name, module in building.read.modules.items():
        inside = not below or any(f"{name}.".startswith(f"{each}.") for each in below)
        if inside and not any(part.startswith("_") for part in name.split(".")):
            building.add_module(name, module)
    stages = building.stages
    return Surface(
        source,
        building.names,
        building.entries,
        stages.trees,
        stages.word,
        building.read.unread,
    )


class _Building:
    """Names and entries as they come together."""

    def __init__(self, read: Read, stages: Stages) -> None:
        self.read = read
        self.stages = stages
        self.names: dict[str, Name] = {}
        self.entries: dict[str, Entry] = {}

    def add_module(self, name: str, module: griffe.Module) -> None:
        """A public module, and the public names in it."""
        file = self.read.files.get(name)
        path, package = (file.path, file.package) if file else ("", True)
        if file is not None:
            flags = [word for word in ("__getattr__", "__all__") if word in module.members]
            entry = Entry(name, MODULE, path, 1, flags=tuple(flags))
            self.entries[name] = self.stages.marked(entry)
            promise = EXPORTED if package else PUBLIC
            self.names[name] = Name(name, promise, path, 1, self.stages.stage(name))
        for word, member, promise in public_names(module, package):
            full = f"{name}.{word}"
            target = self._target(member, full)
            line = (member.alias_lineno if member.is_alias else member.lineno) if member else 0
            self.names[full] = Name(
                target, promise, path, line or 0, self.stages.stage(f"{name}.{word}")
            )

    def _target(self, member: Any, full: str) -> str:
        """The entry that a name leads to, which is there afterwards."""
        if member is None:
            return self._elsewhere(full)
        if member.is_alias:
            try:
                member = member.final_target
            except (griffe.AliasResolutionError, griffe.CyclicAliasError):
                return self._elsewhere(str(member.target_path))
        return self._add(member)

    def _elsewhere(self, name: str) -> str:
        self.entries.setdefault(name, self.stages.marked(Entry(name, EXTERNAL, "")))
        return name

    def _add(self, one: Any) -> str:
        name = str(one.path)
        if name in self.entries:
            return name
        path, word = str(one.module.filepath), self.stages.word
        if one.is_module:
            entry = Entry(name, MODULE, path, 1)
        elif one.is_class:
            entry = class_entry(one, path, word)
            self.entries[name] = entry  # before its members, one of which may be itself
            inner = [(each, self._add(member)) for each, member in members(one)]
            entry = with_fields(entry._replace(members=tuple(sorted(inner))), one, self.entries)
        elif one.is_function:
            entry = function_entry(one, path, word)
        elif one.is_attribute:
            entry = attribute_entry(one, path, word)
        else:
            entry = Entry(
                name, ATTRIBUTE, path, one.lineno or 0, type="TypeAlias", value=type_text(one.value)
            )
        self.entries[name] = self.stages.marked(entry)
        return name
