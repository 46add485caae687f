"""Columns that classes of other libraries bring along: neutron_lib's and oslo.db's are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.compat.tables.entry import Column
from coldframe.compat.tables.types import BIG, MOMENT, TEXT

if TYPE_CHECKING:
    from coldframe.compat.commands.things import External
    from coldframe.compat.tables.parts import Parts

_PROJECT = Column("project_id", "", 0, TEXT, "255")
_KEY = _PROJECT._replace(required=True)
# By the library and the class: columns, primary key, whether the first column has an index.
_KNOWN: dict[tuple[str, str], tuple[tuple[Column, ...], bool, bool]] = {
    ("neutron_lib", "HasId"): ((Column("id", "", 0, TEXT, "36", True),), True, False),
    ("neutron_lib", "HasProject"): ((_PROJECT,), False, True),
    ("neutron_lib", "HasProjectNoIndex"): ((_PROJECT,), False, False),
    ("neutron_lib", "HasProjectPrimaryKey"): ((_KEY,), True, False),
    ("neutron_lib", "HasProjectPrimaryUniqueKey"): ((_KEY,), True, False),
    ("neutron_lib", "HasStatusDescription"): (
        (Column("status", "", 0, TEXT, "16", True),
         Column("status_description", "", 0, TEXT, "255")), False, False),
    ("neutron_lib", "HasStandardAttributes"): (
        (Column("standard_attr_id", "", 0, BIG, "", True),), False, False),
    ("oslo_db", "TimestampMixin"): (
        (Column("created_at", "", 0, MOMENT), Column("updated_at", "", 0, MOMENT)), False, False),
    ("oslo_db", "SoftDeleteMixin"): (
        (Column("deleted_at", "", 0, MOMENT), Column("deleted", "", 0, "SoftDeleteInteger")),
        False, False),
}  # fmt: skip


def add_mixin(parts: Parts, base: External, path: str) -> bool:
    """Add what ``base`` brings along; False if that is not known."""
    found = _KNOWN.get((base.top, base.last))
    if found is None:
        return False
    columns, primary, indexed = found
    for column in columns:
        parts.columns[column.name] = column._replace(path=path)
    first = columns[0].name
    if primary:
        parts.primary.append(first)
    if indexed:
        parts.indexes.append((first,))
    return True
