"""The surface of a host, file by file, each read at most once and only if it can matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from coldframe.check.surface.definition import COMMAND, OPTION, ROUTE, TABLE
from coldframe.check.surface.marks import may_define

if TYPE_CHECKING:
    from coldframe.check.surface.definition import Definition
    from coldframe.check.surface.reading import Module
    from coldframe.source.tree import Tree

KINDS = (OPTION, COMMAND, TABLE, ROUTE)


class Surface:
    """What the modules of a tree define, by reading them; nothing is imported."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._modules: dict[str, Module | None] = {}
        self._known: dict[tuple[str, str], tuple[Definition, ...]] = {}

    def of(self, path: str, kinds: Sequence[str] = KINDS) -> tuple[Definition, ...]:
        """The definitions of these kinds in ``path``, by line.

        A file that cannot be parsed exactly is named in the tree's ``unread``.
        """
        known = self._known
        if any((path, kind) not in known for kind in kinds):
            self._read(path, kinds)
        found = [definition for kind in kinds for definition in known[path, kind]]
        return tuple(sorted(found, key=lambda definition: definition.line))

    def _read(self, path: str, kinds: Sequence[str]) -> None:
        data = self._tree.read(path)
        # Who asks for one of these will ask for the other: most files have neither.
        some = {*kinds, OPTION, COMMAND} if {OPTION, COMMAND} & {*kinds} else kinds
        for kind in some:
            if (path, kind) in self._known:
                continue
            if not may_define(kind, data):
                self._known[path, kind] = ()
            elif kind in kinds:
                module = self.module(path)
                self._known[path, kind] = () if module is None else tuple(_reader(kind)(module))

    def module(self, path: str) -> Module | None:
        """The module at ``path``, parsed; None when there is nothing in it."""
        if path not in self._modules:
            from coldframe.check.surface.parsed import parsed

            self._modules[path] = parsed(self._tree, path, self._tree.read(path))
        return self._modules[path]


def _reader(kind: str) -> Callable[[Module], Iterator[Definition]]:
    if kind == OPTION:
        from coldframe.check.surface.options import options

        return options
    if kind == COMMAND:
        from coldframe.check.surface.commands import commands

        return commands
    if kind == TABLE:
        from coldframe.check.surface.tables import tables

        return tables
    from coldframe.check.surface.routes import routes

    return routes
