"""The type that a schema without one has by its keywords."""

from __future__ import annotations

from dataclasses import replace

from coldframe.compat.rest.conditions import SILENT
from coldframe.compat.rest.formats import TEXTS
from coldframe.compat.rest.references import Node
from coldframe.compat.rest.schema import TYPES, Schema


def typed(schema: Schema, null: bool) -> Schema:
    """``schema`` with the type that its keywords are for, if it has none; ``null`` is allowed then.

    People write `properties` and mean an object, though JSON Schema allows a text there, too.
    Limits of numbers are left alone: whether they mean whole ones cannot be told.
    """
    if schema.types != TYPES or schema.enum is not None:
        return schema
    if schema.properties or schema.additional is not True or schema.sizes != (0, None):
        meant = "object"
    elif schema.items or schema.prefix or schema.counts != (0, None) or schema.unique:
        meant = "array"
    elif schema.patterns or schema.lengths != (0, None) or TEXTS & {*schema.formats}:
        meant = "string"
    else:
        return schema
    return replace(schema, types=frozenset((meant,)), nullable=null)


def says_null(node: Node) -> bool:
    """Whether the schema at ``node`` says itself that null is allowed, beside other types."""
    if not isinstance(node.value, dict):
        return False
    kind = node.value.get("type")
    listed = isinstance(kind, list) and "null" in kind and len(kind) > 1
    return listed or node.value.get("nullable") is True


def only_null(node: Node) -> bool:
    """Whether the schema at ``node`` says nothing but that null is allowed, as 3.0 has it.

    By the letter it allows anything; generators write it for null in `anyOf`.
    """
    return (
        isinstance(node.value, dict)
        and node.value.get("nullable") is True
        and all(word == "nullable" or word in SILENT for word in node.value)
    )
