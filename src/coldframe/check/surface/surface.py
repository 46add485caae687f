"""The surface of a host, file by file, each read at most once and only if it can matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.surface.definition import Definition
    from coldframe.source.tree import Tree


class Surface:
    """What the modules of a tree define, by reading them; nothing is imported."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._known: dict[str, tuple[Definition, ...]] = {}

    def of(self, path: str) -> tuple[Definition, ...]:
        """The options, commands, tables and routes that ``path`` defines, in its order.

        A file that cannot be parsed exactly is named in the tree's ``unread``.
        """
        if path not in self._known:
            self._known[path] = self._read(path)
        return self._known[path]

    def _read(self, path: str) -> tuple[Definition, ...]:
        from coldframe.check.surface import commands, options, routes, tables

        data = self._tree.read(path)
        readers = (
            (options.NEEDLES, options.options),
            (commands.NEEDLES, commands.commands),
            (tables.NEEDLES, tables.tables),
            (routes.NEEDLES, routes.routes),
        )
        wanted = [read for needles, read in readers if any(n in data for n in needles)]
        if not wanted:
            return ()
        from coldframe.check.surface.parsed import parsed

        module = parsed(self._tree, path, data)
        if module is None:
            return ()
        found = [definition for read in wanted for definition in read(module)]
        return tuple(sorted(found, key=lambda definition: definition.line))
