"""What a revision says itself that it does in the wrong phase, as those of Neutron do.

Neutron's tests of its branches ask a revision for ``expand_drop_exceptions`` or
``contract_creation_exceptions``: a function that returns names by kind (``sa.Table``,
``sa.Column`` with ``table.column``, ``sa.Constraint`` and its kinds), and says why in its
docstring.  It is read, not run, and counts for its own revision only.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.database.statement import ALTER
from coldframe.check.database.static_values import held_by, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coldframe.check.database.history import Chapter
    from coldframe.check.host import Host
    from coldframe.check.migrations.made_and_gone import Part


class Admitted(NamedTuple):
    """The tables, ``table.column`` and constraints that are named."""

    tables: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()
    constraints: frozenset[str] = frozenset()

    def has(self, chapter: Chapter, part: Part) -> bool:
        """Whether ``part`` is among them.

        The shape of a table does not name its constraints: one counts as named if all that the
        revision drops from the table by name are.
        """
        if part.constraint:
            dropped = set(_dropped_names(chapter, part.table))
            return bool(dropped) and dropped <= self.constraints
        if part.name:
            return f"{part.table}.{part.name}" in self.columns
        return part.table in self.tables


def not_admitted(
    host: Host, chapter: Chapter, parts: tuple[Part, ...], function: str
) -> Iterator[Part]:
    """Those of ``parts`` that the revision's ``function`` does not name; a note tells of others."""
    if not parts:
        return
    said = admitted(host.tree.read(chapter.revision.path), function)
    named = [part for part in parts if said.has(chapter, part)]
    yield from (part for part in parts if part not in named)
    if named:
        what = sorted(f"{part.table}.{part.name}" if part.name and not part.constraint
                      else f"{part.name} on {part.table}" if part.name else part.table
                      for part in named)  # fmt: skip
        host.notes.append(
            f"{chapter.revision.id} names in its {function}, and is not reported for:"
            f" {', '.join(what)}"
        )


def admitted(data: bytes, function: str) -> Admitted:
    """What ``function`` in the revision ``data`` names; nothing if it has no docstring."""
    try:
        module = ast.parse(data)
    except (SyntaxError, ValueError):
        return Admitted()
    found = next(
        (
            node
            for node in module.body
            if isinstance(node, ast.FunctionDef) and node.name == function
        ),
        None,
    )
    if found is None or not ast.get_docstring(found):
        return Admitted()
    texts = texts_of(module)
    names: dict[str, set[str]] = {"Table": set(), "Column": set(), "Constraint": set()}
    for node in ast.walk(found):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Dict):
            for key, value in zip(node.value.keys, node.value.values, strict=True):
                kind = ast.unparse(key).rpartition(".")[2] if key is not None else ""
                kind = "Constraint" if kind.endswith("Constraint") else kind
                names.get(kind, set()).update(held_by(value, texts))
    return Admitted(*(frozenset(each) for each in names.values()))


def _dropped_names(chapter: Chapter, table: str) -> Iterator[str]:
    for statement in chapter.statements:
        for touch in statement.touches:
            if touch.act == ALTER and touch.table == table and touch.detail.startswith("drop "):
                kind, _, name = touch.detail.removeprefix("drop ").rpartition(" ")
                if kind and kind != "column":
                    yield name
