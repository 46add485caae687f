"""The modules of a project that may define something of a kind, parsed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coldframe.check.places import TEST_FOLDERS
from coldframe.compat.python.packages import module_files

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.check.surface.reading import Module
    from coldframe.compat.python.packages import ModuleFile


def modules_with(host: Host, words: Sequence[str]) -> Iterator[tuple[ModuleFile, Module]]:
    """Each module that has one of ``words`` in its text, outer packages first.

    Tests, examples and migrations are left out: nobody outside uses what they define.
    """
    found = set(host.tree.search(words, suffix=".py", without=TEST_FOLDERS))
    for file in module_files(host):
        if file.path not in found or host.places.is_migration(file.path):
            continue
        module = host.surface.module(file.path)
        if module is not None:
            yield file, module
