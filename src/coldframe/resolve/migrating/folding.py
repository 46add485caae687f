"""Folds the operations of a list of migrations into the tables that they leave behind.

Each table keeps the types, defaults and names that the revisions wrote, so that it can be
written down again for every engine.  What is not known here (SQL texts, batches with functions
of their own) leaves a table that differs from the database's: the proof finds it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import MetaData

    from coldframe.resolve.migrating.operations import Performed


class Folded:
    """One table in the making: columns in order, and constraints and indexes as data."""

    def __init__(self, name: str, options: dict[str, Any]) -> None:
        self.name = name
        self.options = options
        self.columns: list[dict[str, Any]] = []
        self.primary: tuple[Any, list[str]] | None = None
        self.keys: list[dict[str, Any]] = []
        self.uniques: list[tuple[Any, list[str], dict[str, Any]]] = []
        self.checks: list[tuple[Any, Any]] = []
        self.indexes: list[tuple[Any, list[Any], dict[str, Any]]] = []


def fold(performed: Iterable[Performed]) -> dict[str, Folded]:
    """The tables that are there at the end, by name, in the order in which they were made."""
    tables: dict[str, Folded] = {}
    for each in performed:
        for operation, context, result in each.operations:
            apply(tables, operation, context, result)
    return tables


def apply(tables: dict[str, Folded], operation: Any, context: Any, result: Any) -> None:
    """Do to ``tables`` what one operation, which gave ``result``, does to a database."""
    from alembic.operations import ops

    if isinstance(operation, ops.CreateTableOp):
        # Once more from its columns it would come without their foreign keys: these know it by now.
        table = operation.to_table(context) if result is None else result
        tables.setdefault(operation.table_name, _read_table(table))
        return
    if isinstance(operation, ops.RenameTableOp):
        _rename(tables, operation.table_name, operation.new_table_name)
        return
    name = getattr(operation, "table_name", None) or getattr(operation, "source_table", None)
    if isinstance(operation, ops.DropTableOp):
        tables.pop(operation.table_name, None)
        return
    folded = tables.get(str(name))
    if folded is None:
        return
    if isinstance(operation, ops.AddColumnOp):
        _add_column(folded, operation, context)
    elif isinstance(operation, ops.DropColumnOp):
        _drop_column(folded, operation.column_name)
    elif isinstance(operation, ops.AlterColumnOp):
        _alter_column(tables, folded, operation)
    elif isinstance(operation, ops.CreateIndexOp):
        _read_index(folded, operation.to_index(context))
    elif isinstance(operation, ops.DropIndexOp):
        folded.indexes = [one for one in folded.indexes if one[0] != operation.index_name]
    elif isinstance(operation, ops.AddConstraintOp):
        _read_constraint(folded, operation.to_constraint(context))
    elif isinstance(operation, ops.DropConstraintOp):
        _drop_constraint(folded, operation.constraint_name, operation.constraint_type)
    elif isinstance(operation, ops.CreateTableCommentOp):
        folded.options["comment"] = operation.comment


def metadata_of(tables: Iterable[Folded]) -> MetaData:
    """The same tables as SQLAlchemy knows them, each referring to others by name only."""
    from sqlalchemy import (
        CheckConstraint,
        Column,
        ForeignKeyConstraint,
        Index,
        MetaData,
        PrimaryKeyConstraint,
        Table,
        UniqueConstraint,
    )

    metadata = MetaData()
    for folded in tables:
        columns = [Column(**column) for column in folded.columns]
        parts: list[Any] = [*columns]
        if folded.primary is not None:
            name, names = folded.primary
            parts.append(PrimaryKeyConstraint(*names, name=name))
        parts += [ForeignKeyConstraint(**key) for key in folded.keys]
        parts += [UniqueConstraint(*names, name=name, **kw) for name, names, kw in folded.uniques]
        parts += [CheckConstraint(text, name=name) for name, text in folded.checks]
        table = Table(folded.name, metadata, *parts, **folded.options)
        for name, names, kw in folded.indexes:
            columns_of = [table.c[one] if isinstance(one, str) else one for one in names]
            Index(name, *columns_of, **kw)
    return metadata


def _read_table(table: Any) -> Folded:
    options = {**table.kwargs, **({"comment": table.comment} if table.comment else {})}
    folded = Folded(table.name, options)
    for column in table.columns:
        folded.columns.append(_column(column))
    for constraint in sorted(table.constraints, key=lambda one: one._creation_order):
        _read_constraint(folded, constraint)
    for index in sorted(table.indexes, key=lambda one: str(one.name)):
        _read_index(folded, index)
    return folded


def _column(column: Any) -> dict[str, Any]:
    found = {
        "name": str(column.name),
        "type_": _plain(column.type),
        "nullable": column.nullable,
        "server_default": getattr(column.server_default, "arg", column.server_default),
        "autoincrement": column.autoincrement,
        "comment": column.comment,
    }
    default = column.server_default
    if default is not None and type(default).__name__ in ("Computed", "Identity"):
        found["server_default"] = default._copy()
    return {key: value for key, value in found.items() if value is not None}


def _plain(type_: Any) -> Any:
    """A type of SQLAlchemy's own: a revision must not need the code of whoever made another."""
    from sqlalchemy.types import TypeDecorator

    while isinstance(type_, TypeDecorator):
        type_ = type_.impl_instance
    return type_


def _read_constraint(folded: Folded, constraint: Any) -> None:
    from sqlalchemy import (
        CheckConstraint,
        ForeignKeyConstraint,
        PrimaryKeyConstraint,
        UniqueConstraint,
    )

    if getattr(constraint, "_type_bound", False):
        return  # made by a type, such as Boolean, which brings it again
    name = constraint.name
    if isinstance(constraint, PrimaryKeyConstraint):
        names = [str(column.name) for column in constraint.columns]
        folded.primary = (name, names) if names else folded.primary
        for column in folded.columns:
            if column["name"] in names:
                column["nullable"] = False
    elif isinstance(constraint, ForeignKeyConstraint):
        key: dict[str, Any] = {
            "columns": [str(one) for one in constraint.column_keys],
            "refcolumns": [element.target_fullname for element in constraint.elements],
        }
        for option in ("name", "onupdate", "ondelete", "deferrable", "initially", "match"):
            if getattr(constraint, option, None) is not None:
                key[option] = getattr(constraint, option)
        folded.keys.append(key)
    elif isinstance(constraint, UniqueConstraint):
        more = dict(constraint.dialect_kwargs)
        folded.uniques.append((name, [str(one.name) for one in constraint.columns], more))
    elif isinstance(constraint, CheckConstraint):
        folded.checks.append((name, constraint.sqltext))


def _read_index(folded: Folded, index: Any) -> None:
    from sqlalchemy import Column

    names = [str(one.name) if isinstance(one, Column) else one for one in index.expressions]
    more = {"unique": index.unique, **index.dialect_kwargs} if index.unique else {
        **index.dialect_kwargs
    }  # fmt: skip
    folded.indexes.append((index.name, names, more))


def _add_column(folded: Folded, operation: Any, context: Any) -> None:
    from alembic.operations.schemaobj import SchemaObjects

    table = operation.column.table
    if table is None:
        table = SchemaObjects(context).table(operation.table_name, operation.column)
    for column in table.columns:
        folded.columns.append(_column(column))
    for constraint in sorted(table.constraints, key=lambda one: one._creation_order):
        if type(constraint).__name__ != "PrimaryKeyConstraint":
            _read_constraint(folded, constraint)
    for index in table.indexes:
        _read_index(folded, index)


def _drop_column(folded: Folded, name: str) -> None:
    folded.columns = [column for column in folded.columns if column["name"] != name]
    folded.indexes = [one for one in folded.indexes if name not in one[1]]
    folded.uniques = [one for one in folded.uniques if name not in one[1]]
    folded.keys = [key for key in folded.keys if name not in key["columns"]]


def _alter_column(tables: dict[str, Folded], folded: Folded, operation: Any) -> None:
    from sqlalchemy.types import to_instance

    for column in folded.columns:
        if column["name"] != operation.column_name:
            continue
        if operation.modify_nullable is not None:
            column["nullable"] = operation.modify_nullable
        if operation.modify_type is not None:
            column["type_"] = _plain(to_instance(operation.modify_type))
        if operation.modify_server_default is not False:
            default = operation.modify_server_default
            column.pop("server_default", None)
            if default is not None:
                column["server_default"] = getattr(default, "arg", default)
        if operation.modify_comment is not False:
            column["comment"] = operation.modify_comment
        if operation.modify_name:
            _rename_column(tables, folded, operation.column_name, operation.modify_name)


def _rename_column(tables: dict[str, Folded], folded: Folded, old: str, new: str) -> None:
    def named(names: list[Any]) -> list[Any]:
        return [new if isinstance(one, str) and one == old else one for one in names]

    for column in folded.columns:
        if column["name"] == old:
            column["name"] = new
    if folded.primary is not None:
        folded.primary = (folded.primary[0], named(folded.primary[1]))
    folded.indexes = [(name, named(names), kw) for name, names, kw in folded.indexes]
    folded.uniques = [(name, named(names), kw) for name, names, kw in folded.uniques]
    for key in folded.keys:
        key["columns"] = named(key["columns"])
    _retarget(tables, f"{folded.name}.{old}", f"{folded.name}.{new}")


def _rename(tables: dict[str, Folded], old: str, new: str) -> None:
    folded = tables.pop(old, None)
    if folded is None:
        return
    for column in folded.columns:
        _retarget(tables, f"{old}.{column['name']}", f"{new}.{column['name']}")
    folded.name = new
    tables[new] = folded
    for column in folded.columns:
        _retarget(tables, f"{old}.{column['name']}", f"{new}.{column['name']}")


def _retarget(tables: dict[str, Folded], old: str, new: str) -> None:
    for other in tables.values():
        for key in other.keys:
            key["refcolumns"] = [new if one == old else one for one in key["refcolumns"]]


def _drop_constraint(folded: Folded, name: Any, kind: str | None) -> None:
    if kind == "primary" or (folded.primary is not None and name and folded.primary[0] == name):
        folded.primary = None
    if name is None:
        return
    folded.keys = [key for key in folded.keys if key.get("name") != name]
    folded.uniques = [one for one in folded.uniques if one[0] != name]
    folded.checks = [one for one in folded.checks if one[0] != name]
