"""Which modules and files have moved, and where to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Renames(NamedTuple):
    """Old names and new ones, of modules and of files.

    ``modules`` maps the dotted name of every module and package that moves, also of packages
    whose modules go different ways, to its new name.  ``paths`` maps the old path of every
    moved file, and of every moved folder whose files all stay together, to the new one; the
    tree that is rewritten has the files at their new paths already.
    """

    modules: Mapping[str, str]
    paths: Mapping[str, str] = {}

    def owner(self, name: str) -> str:
        """The longest moved module that the dotted ``name`` is or lies in, or ``""``."""
        while name and name not in self.modules:
            name = name.rpartition(".")[0]
        return name

    def renamed(self, name: str) -> str:
        """The new name of the dotted ``name`` (a module or something in one), or ``""``."""
        owner = self.owner(name)
        return self.modules[owner] + name[len(owner) :] if owner else ""
