"""The database tables that a module defines.

Known: ``__tablename__`` of declarative classes, ``Table("x", metadata, ...)``, Django's
``Meta.db_table`` and, in migrations, ``op.create_table("x")`` and ``op.rename_table(a, "x")``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from coldframe.check.surface.definition import TABLE, Definition
from coldframe.check.surface.reading import Module, last_name


def tables(module: Module) -> Iterator[Definition]:
    """Every table with a name that can be read."""
    for node, around in module.sites:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {target.id for target in targets if isinstance(target, ast.Name)}
            inside = around[-1] if around else None
            declared = "__tablename__" in names and isinstance(inside, ast.ClassDef)
            django = (
                "db_table" in names and isinstance(inside, ast.ClassDef) and inside.name == "Meta"
            )
            name = module.text(node.value) if declared or django else None
            if name:
                yield _table(name, node.lineno, "Django" if django else "SQLAlchemy")
        elif isinstance(node, ast.Call):
            yield from _called(module, node)


def _called(module: Module, call: ast.Call) -> Iterator[Definition]:
    called = last_name(call.func)
    at = {"Table": 0, "create_table": 0, "rename_table": 1}.get(called)
    if at is None or len(call.args) <= at:
        return
    name = module.text(call.args[at])
    # A table object is made with its metadata; Table("x") alone is some other Table.
    if name and (called != "Table" or len(call.args) > 1):
        tool = "SQLAlchemy" if called == "Table" else "Alembic"
        yield _table(name, call.lineno, tool, called != "Table")


def _table(name: str, line: int, tool: str, migration: bool = False) -> Definition:
    return Definition(TABLE, (name,), line, tool, migration=migration)
