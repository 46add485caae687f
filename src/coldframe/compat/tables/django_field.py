"""One field of a model of Django, as the column that it is."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from coldframe.check.surface.reading import is_false, is_true, keyword, last_name
from coldframe.compat.commands.things import Class
from coldframe.compat.tables.entry import Column, ForeignKey
from coldframe.compat.tables.types import DJANGO_LENGTHS, TEXT, django_type

if TYPE_CHECKING:
    from coldframe.compat.tables.django_apps import Apps
    from coldframe.compat.tables.parts import Parts

_KEYS = frozenset({"ForeignKey", "OneToOneField", "ParentalKey"})
_JOINS = frozenset({"ManyToManyField", "ParentalManyToManyField"})
_NONE = frozenset({"GenericForeignKey", "GenericRelation", "CompositePrimaryKey"}) | _JOINS
_ACTIONS = frozenset({"DB_CASCADE", "DB_SET_NULL", "DB_SET_DEFAULT"})


def joins(node: ast.Call) -> bool:
    """Whether the field is a table of its own."""
    return last_name(node.func) in _JOINS


def add_field(parts: Parts, apps: Apps, word: str, node: ast.Call, owner: Class) -> None:
    """Read one field, if it has a column."""
    kind = last_name(node.func)
    if kind in _NONE or not (kind in _KEYS or kind.endswith("Field")):
        return
    said = parts.known(keyword(node, "db_column"))
    name = said if isinstance(said, str) else f"{word}_id" if kind in _KEYS else word
    parts.called[word] = name
    primary = is_true(keyword(node, "primary_key"))
    if primary:
        parts.primary.append(name)
    unique = is_true(keyword(node, "unique")) or kind == "OneToOneField"
    if unique and not primary:
        parts.uniques.append((name,))
    said_so = keyword(node, "db_index")
    if not unique and (is_true(said_so) or (kind == "SlugField" and not is_false(said_so))):
        parts.indexes.append((name,))
    if kind in _KEYS and not is_false(keyword(node, "db_constraint")):
        action = last_name(keyword(node, "on_delete") or ast.Constant(""))
        target = _target(parts, apps, node, owner)
        parts.foreign.append(ForeignKey((name,), target, action if action in _ACTIONS else ""))
    type_ = "" if kind in _KEYS else django_type(kind)
    length = parts.text(keyword(node, "max_length")) or DJANGO_LENGTHS.get(kind, "")
    if type_ == "decimal":
        digits = (parts.text(keyword(node, k)) for k in ("max_digits", "decimal_places"))
        length = ",".join(digits)
    elif type_ != TEXT:
        length = ""
    parts.columns.pop(name, None)
    parts.columns[name] = Column(
        name,
        owner.space.path,
        node.lineno,
        type_,
        "" if kind == "TextField" else length,
        not (is_true(keyword(node, "null")) or kind == "NullBooleanField"),
        parts.text(keyword(node, "db_default")),
        kind.endswith("AutoField") or kind == "GeneratedField",
    )


def _target(parts: Parts, apps: Apps, node: ast.Call, owner: Class) -> str:
    """The model that is pointed to, as Django names it; empty if that cannot be read."""
    given = parts.known(node.args[0] if node.args else keyword(node, "to"))
    if isinstance(given, Class):
        return f"{apps.label(given.space.name)}.{given.name}".lower()
    if not isinstance(given, str):
        return ""
    if given == "self":
        return f"{apps.label(owner.space.name)}.{owner.name}".lower()
    return (given if "." in given else f"{apps.label(owner.space.name)}.{given}").lower()
