"""The surface of a host, file by file, each read at most once and only if it can matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coldframe.check.surface.definition import COMMAND, OPTION, ROUTE, TABLE

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
        unknown = [kind for kind in kinds if (path, kind) not in self._known]
        if unknown:
            self._read(path, unknown)
        found = [definition for kind in kinds for definition in self._known[path, kind]]
        return tuple(sorted(found, key=lambda definition: definition.line))

    def _read(self, path: str, kinds: Sequence[str]) -> None:
        from coldframe.check.surface import commands, options, routes, tables

        readers = {
            OPTION: (options, options.options),
            COMMAND: (commands, commands.commands),
            TABLE: (tables, tables.tables),
            ROUTE: (routes, routes.routes),
        }
        data = self._tree.read(path)
        for kind in kinds:
            reader, read = readers[kind]
            shown = any(needle in data for needle in reader.NEEDLES)
            decorated = getattr(reader, "DECORATED", None)
            shown = shown or (decorated is not None and decorated.search(data) is not None)
            module = self._module(path, data) if shown else None
            self._known[path, kind] = () if module is None else tuple(read(module))

    def _module(self, path: str, data: bytes) -> Module | None:
        if path not in self._modules:
            from coldframe.check.surface.parsed import parsed

            self._modules[path] = parsed(self._tree, path, data)
        return self._modules[path]
