"""A table while it is read."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from coldframe.check.surface.reading import last_name
from coldframe.compat.commands.written import text_of
from coldframe.compat.tables.entry import Column, ForeignKey, Table

if TYPE_CHECKING:
    from coldframe.compat.commands.program import Program
    from coldframe.compat.commands.things import Names


class Parts:
    """Columns and keys; what is said later, or by a nearer class, replaces what was said."""

    def __init__(self, program: Program, names: Names) -> None:
        self.program = program
        self.names = names
        self.columns: dict[str, Column] = {}
        self.primary: list[str] = []
        self.uniques: list[tuple[str, ...]] = []
        self.foreign: list[ForeignKey] = []
        self.indexes: list[tuple[str, ...]] = []
        self.whole = True
        self.keys = True  # whether all constraints were read
        self.called: dict[str, str] = {}  # attributes of the class, and the columns' own names

    def known(self, node: ast.AST | None) -> Any:
        """What an expression stands for."""
        return self.program.known(self.program.value(node, self.names))

    def text(self, node: ast.AST | None) -> str:
        """The text of an expression; empty if there is none.

        A function of SQL is called by its last name, and ``text("x")`` is ``x``.
        """
        if isinstance(node, ast.Call) and not node.keywords:
            if not node.args:
                return f"{last_name(node.func)}()"
            if last_name(node.func) in ("text", "literal", "Value"):
                return self.text(node.args[0])
        return text_of(self.known(node)) if node is not None else ""

    def column_names(self, nodes: list[ast.expr]) -> tuple[str, ...] | None:
        """Names of columns, written as texts or as attributes of the class; None if in doubt."""
        found = []
        for node in nodes:
            name = self.known(node)
            if not isinstance(name, str):
                name = node.id if isinstance(node, ast.Name) else None
            if name is None:
                return None
            found.append(self.called.get(name, name))
        return tuple(found) or None

    def table(self, name: str, tool: str, path: str, line: int, model: str) -> Table:
        """What was read, as one table."""
        return Table(
            name,
            tool,
            path,
            line,
            model,
            tuple(
                each._replace(required=True) if each.name in self.primary else each
                for each in self.columns.values()
            ),
            tuple(dict.fromkeys(self.primary)),
            tuple(dict.fromkeys(tuple(sorted(each)) for each in self.uniques)),
            tuple({each.columns: each for each in self.foreign}.values()),
            tuple(dict.fromkeys(self.indexes)),
            self.whole,
            self.keys,
        )
