"""Differences between what two schemas say of objects and lists, and what to compare within."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from coldframe.compat.rest.differences.difference import Difference, Side
from coldframe.compat.rest.normal import Normal
from coldframe.compat.rest.references import Node
from coldframe.compat.rest.schema import Schema


class Inside(NamedTuple):
    """Two groups of nodes to compare next, and the word that leads to them."""

    word: str
    base: tuple[Node, ...]
    head: tuple[Node, ...]


def object_differences(
    base: Schema, head: Schema, side: Side, old: Normal, new: Normal
) -> Iterator[Difference | Inside]:
    """Properties, which of them must be there, and what else may be."""
    if not ("object" in base.types and "object" in head.types):
        return
    before = _seen(base, side, old)
    after = _seen(head, side, new)

    def differ(kind: str, one: Node, other: Node, stage: str = "", **told: str) -> Difference:
        return Difference(kind, side, one, other, tuple(told.items()), stage=stage)

    for name, nodes in before.items():
        schema = old.schema(nodes)
        must = name in base.required
        if name not in after:
            if name in head.properties:
                # It is there, but no longer for this direction.
                word = "became_read_only" if side.asks else "became_write_only"
                kind = f"property_{word}" if must or side.asks else f"optional_property_{word}"
                yield differ(kind, nodes[0], head.properties[name][0], schema.stage, name=name)
                continue
            yield from _removed(name, nodes, must, base, head, side, schema, differ)
            continue
        other = after[name]
        if must != (name in head.required):
            kind = "property_optional" if must else "property_required"
            yield differ(kind, nodes[0], other[0], schema.stage, name=name)
        if schema.default != (fresh := new.schema(other)).default:
            word = ("changed" if fresh.default else "lifted") if schema.default else "set"
            yield differ(
                f"default_{word}", nodes[0], other[0], schema.stage, name=name,
                old=_default(schema), new=_default(fresh),
            )  # fmt: skip
        if fresh.deprecated and not schema.deprecated:
            yield differ("property_deprecated", nodes[0], other[0], schema.stage, name=name)
        yield Inside(name, nodes, other)
    for name, nodes in after.items():
        if name in before:
            continue
        # What the base asked for, but not of this direction, was not asked of these callers.
        asked = name in base.required and name not in base.properties
        must = name in head.required and not asked
        if name in base.properties:
            word = "left_read_only" if side.asks else "left_write_only"
            kind = f"property_{word}"
            if must and side.asks:
                kind = "required_property_added"
            yield differ(kind, base.properties[name][0], nodes[0], name=name)
        elif side.asks:
            kind = "required_property_added" if must else "property_added"
            if must and base.nothing:
                kind = "property_added"
            yield differ(kind, base.node, nodes[0], name=name)
            if not must and isinstance(base.additional, tuple):
                yield Inside(name, base.additional, nodes)
        else:
            closed = base.additional is False
            yield differ(
                "property_added_to_closed" if closed else "property_added",
                base.node, nodes[0], name=name,
            )  # fmt: skip
            if isinstance(base.additional, tuple):
                yield Inside(name, base.additional, nodes)
    for name in sorted(head.required - base.required):
        if name not in head.properties and name not in base.properties:
            yield differ("property_required", base.node, head.node, name=name)
    for name in sorted(base.required - head.required):
        if name not in base.properties:
            yield differ("property_optional", base.node, head.node, name=name)
    yield from _additional(base, head, side)


def _removed(
    name: str, nodes: tuple[Node, ...], must: bool, base: Schema, head: Schema, side: Side,
    schema: Schema, differ: Any,
) -> Iterator[Difference | Inside]:  # fmt: skip
    if side.asks:
        if isinstance(head.additional, tuple):
            yield Inside(name, nodes, head.additional)
        kind = "property_refused" if head.additional is False else "property_removed"
    else:
        kind = "property_removed" if must else "optional_property_removed"
    yield differ(kind, nodes[0], head.node, schema.stage, name=name)


def _seen(schema: Schema, side: Side, normal: Normal) -> dict[str, tuple[Node, ...]]:
    """The properties that travel this way: no read-only ones to the server, and so on."""
    found = {}
    for name, nodes in schema.properties.items():
        inner = normal.schema(nodes)
        if inner.nothing and not inner.nullable and not inner.alternatives:
            continue  # `false`: it must not be there
        if not (inner.read_only if side.asks else inner.write_only):
            found[name] = nodes
    return found


def _additional(base: Schema, head: Schema, side: Side) -> Iterator[Difference | Inside]:
    old, new = base.additional, head.additional
    if isinstance(old, tuple) and isinstance(new, tuple):
        yield Inside("*", old, new)
        return
    kind = ""
    if old is not False and new is False:
        kind = "more_properties_forbidden"
    elif old is False and new is not False:
        kind = "more_properties_allowed"
    elif old is True and isinstance(new, tuple):
        kind = "more_properties_limited"
    elif isinstance(old, tuple) and new is True:
        kind = "more_properties_unlimited"
    if kind:
        yield Difference(kind, side, base.node, head.node)


def list_differences(base: Schema, head: Schema, side: Side) -> Iterator[Difference | Inside]:
    """What the items of lists are."""
    if not ("array" in base.types and "array" in head.types):
        return
    if base.items and head.items:
        yield Inside("[]", base.items, head.items)
    elif head.items:
        yield Difference("items_limited", side, base.node, head.items[0])
    elif base.items:
        yield Difference("items_unlimited", side, base.items[0], head.node)
    for at in range(max(len(base.prefix), len(head.prefix))):
        old = base.prefix[at] if at < len(base.prefix) else base.items
        new = head.prefix[at] if at < len(head.prefix) else head.items
        if old and new:
            yield Inside(f"[{at}]", old, new)
        elif new:
            yield Difference("items_limited", side, base.node, new[0])
        elif old:
            yield Difference("items_unlimited", side, old[0], head.node)


def _default(schema: Schema) -> str:
    from json import dumps

    return dumps(schema.default[0], ensure_ascii=False, default=str) if schema.default else "none"
