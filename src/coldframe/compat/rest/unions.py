"""Alternatives of a schema in one form: flat, without null, bare types and listed values in one."""

from __future__ import annotations

from dataclasses import replace

from coldframe.compat.rest.implied import says_null, typed
from coldframe.compat.rest.references import Node
from coldframe.compat.rest.schema import TYPES, Schema, both, key_of

UNIONS = ("anyOf", "oneOf")


def with_part(found: Schema, part: Schema) -> Schema:
    """Both; but the part alone where nothing else was said yet, so that it stays what it is."""
    says_nothing = found.bare and found.types == TYPES
    return (
        replace(part, nullable=part.nullable and found.nullable)
        if says_nothing
        else both(found, part)
    )


def union(node: Node, parts: list[Schema], exclusive: bool, declared_null: bool) -> Schema:
    """One of ``parts``: flat, without null, and bare types in one."""
    parts = [typed(part, says_null(part.node)) for part in parts]
    nullable = declared_null or any(part.nullable for part in parts)
    flat: list[Schema] = []
    for part in parts:
        flat += part.alternatives or (part,)
    flat = [replace(each, nullable=False) for each in flat if not each.nothing]
    bare = [each for each in flat if each.bare]
    if len(bare) > 1:
        types = frozenset().union(*(each.types for each in bare))
        merged = replace(bare[0], types=types, name="")
        flat = [merged if each is bare[0] else each for each in flat if each not in bare[1:]]
    if not flat:
        return Schema(node, frozenset(), nullable)
    if len(flat) == 1:
        return replace(flat[0], nullable=nullable)
    enums = [each for each in flat if each.enum is not None and _only_enum(each)]
    if len(enums) > 1:
        values = tuple({key_of(v): v for each in enums for v in each.enum or ()}.values())
        types = frozenset().union(*(each.types for each in enums))
        merged = replace(enums[0], enum=values, types=types, name="")
        flat = [merged if each is enums[0] else each for each in flat if each not in enums[1:]]
        if len(flat) == 1:
            return replace(flat[0], nullable=nullable)
    return Schema(node, nullable=nullable, alternatives=tuple(flat), exclusive=exclusive)


def _only_enum(schema: Schema) -> bool:
    return replace(schema, enum=None).bare
