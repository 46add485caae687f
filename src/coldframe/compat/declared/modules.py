"""The modules of a project that may define something of a kind, parsed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coldframe.check.places import TEST_FOLDERS
from coldframe.compat.declared.registry import KINDS
from coldframe.compat.python.packages import module_files

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.check.surface.reading import Module
    from coldframe.compat.python.packages import ModuleFile

_KEY = "compat: what files have in their text"


def modules_with(host: Host, words: Sequence[str]) -> Iterator[tuple[ModuleFile, Module]]:
    """Each module that has one of ``words`` in its text, outer packages first.

    Tests, examples and migrations are left out: nobody outside uses what they define.
    """
    found = paths_with(host, words)
    for file in module_files(host):
        if file.path not in found or host.places.is_migration(file.path):
            continue
        module = host.surface.module(file.path)
        if module is not None:
            yield file, module


def paths_with(host: Host, words: Sequence[str]) -> set[str]:
    """The Python files, tests aside, that have one of ``words`` in their text.

    What all surfaces look for is searched for at once, because a search of a large tree costs
    more than reading the files that it finds.
    """
    known = host.parked.get(_KEY)
    if not isinstance(known, dict):
        every = {word for kind in KINDS for word in kind.words}
        found = host.tree.search(sorted(every), suffix=".py", without=TEST_FOLDERS)
        known = host.parked[_KEY] = {path: host.tree.read(path) for path in found}
    wanted = [word.encode() for word in words]
    return {path for path, data in known.items() if any(word in data for word in wanted)}
