"""Schemas in one form, however they were written.

Draft 2020-12 of JSON Schema and OpenAPI 3.0's own dialect say the same things differently, and
generators vary: ``nullable`` or a type ``null``, a union with null or a list of types, an enum or
a const, one constraint in an ``allOf`` or beside it, a reference or what it names.  Here each of
them has one form, so what is left to differ differs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from coldframe.compat.rest.references import Node

TYPES = frozenset(("boolean", "number", "integer", "string", "array", "object"))
LARGEST_PRODUCT = 64  # alternatives of alternatives that are multiplied out


class Bound(NamedTuple):
    """A limit of numbers; ``exclusive`` means that the limit itself is not allowed."""

    value: float
    exclusive: bool = False


@dataclass(frozen=True)
class Schema:
    """What values are allowed, in one form.

    ``types`` are without null, and number stands with integer; ``nullable`` says whether null is
    allowed.  ``properties``, ``items`` and the like hold the nodes that must all be met (an
    ``allOf`` is merged), and are brought into this form when somebody asks.  With ``alternatives``
    (``oneOf``, ``anyOf``) everything that stands beside them is in each of them, too.
    ``additional`` is True (open), False (closed), or nodes.
    """

    node: Node
    types: frozenset[str] = TYPES
    nullable: bool = True
    enum: tuple[Any, ...] | None = None
    minimum: Bound | None = None
    maximum: Bound | None = None
    multiple: float | None = None
    lengths: tuple[int, int | None] = (0, None)
    counts: tuple[int, int | None] = (0, None)  # of items
    sizes: tuple[int, int | None] = (0, None)  # of objects
    patterns: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    unique: bool = False
    properties: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    additional: bool | tuple[Node, ...] = True
    items: tuple[Node, ...] = ()
    prefix: tuple[tuple[Node, ...], ...] = ()
    further: tuple[tuple[str, str, Node], ...] = ()  # keyword, its canonical text, where
    alternatives: tuple["Schema", ...] = ()  # noqa: UP037
    exclusive: bool = False  # oneOf: exactly one of the alternatives
    discriminator: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    name: str = ""  # of the component, if it is one
    origin: Node | None = None  # what it refers to and says nothing beside, null aside
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False
    default: tuple[Any, ...] = ()  # one value, or none
    stage: str = ""
    missing: bool = False  # a reference in it leads nowhere: what it allows is not known
    extensible: tuple[str, ...] | None = None  # x-extensible-enum: known values, and others

    @property
    def nothing(self) -> bool:
        """Whether no value at all is allowed, null aside."""
        return not self.types

    @property
    def bare(self) -> bool:
        """Whether it says nothing but types."""
        plain = Schema(self.node, self.types, self.nullable)
        return (
            replace(
                self, name="", origin=None, deprecated=False, default=(), stage="",
                read_only=False, write_only=False,
            )
            == plain
        )  # fmt: skip


def key_of(value: Any) -> str:
    """A text that is the same for the same JSON value: 1 and 1.0, whatever the order of keys."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)


def both(one: Schema, other: Schema) -> Schema:
    """What both of them allow."""
    if one.alternatives or other.alternatives:
        return _both_of_many(one, other)
    types = one.types & other.types
    enum = one.enum
    if one.enum is None:
        enum = other.enum
    elif other.enum is not None:
        keys = {key_of(value) for value in other.enum}
        enum = tuple(value for value in one.enum if key_of(value) in keys)
    if enum == ():  # nothing is left, which no type says
        types, enum = frozenset(), None
    properties = dict(one.properties)
    for name, nodes in other.properties.items():
        properties[name] = joined(properties.get(name, ()), nodes)
    return Schema(
        node=one.node,
        types=types,
        nullable=one.nullable and other.nullable,
        enum=enum,
        minimum=_tighter(one.minimum, other.minimum, 1),
        maximum=_tighter(one.maximum, other.maximum, -1),
        multiple=other.multiple if one.multiple is None else one.multiple,
        lengths=_range(one.lengths, other.lengths),
        counts=_range(one.counts, other.counts),
        sizes=_range(one.sizes, other.sizes),
        patterns=tuple(sorted({*one.patterns, *other.patterns})),
        formats=tuple(sorted({*one.formats, *other.formats})),
        unique=one.unique or other.unique,
        properties=properties,
        required=one.required | other.required,
        additional=_additional(one.additional, other.additional),
        items=joined(one.items, other.items),
        prefix=_prefix(one.prefix, other.prefix),
        further=tuple(
            sorted(
                {each[:2]: each for each in (*other.further, *one.further)}.values(),
                key=lambda each: each[:2],
            )
        ),
        discriminator=one.discriminator or other.discriminator,
        mapping={**other.mapping, **one.mapping},
        name=one.name or other.name,
        read_only=one.read_only or other.read_only,
        write_only=one.write_only or other.write_only,
        deprecated=one.deprecated or other.deprecated,
        default=one.default or other.default,
        stage=one.stage or other.stage,
        missing=one.missing or other.missing,
        extensible=one.extensible or other.extensible,
    )


def _both_of_many(one: Schema, other: Schema) -> Schema:
    mine, theirs = one.alternatives or (one,), other.alternatives or (other,)
    if len(mine) * len(theirs) > LARGEST_PRODUCT and one.alternatives and other.alternatives:
        theirs = (replace(other, alternatives=()),)
    found = [both(a, b) for a in mine for b in theirs]
    alternatives = tuple(each for each in found if not each.nothing)
    shell = both(replace(one, alternatives=()), replace(other, alternatives=()))
    return replace(
        shell,
        alternatives=alternatives or tuple(found[:1]),
        exclusive=one.exclusive or other.exclusive,
    )


def joined(one: tuple[Node, ...], other: tuple[Node, ...]) -> tuple[Node, ...]:
    """All nodes of both, each once."""
    return tuple({(node.path, node.pointer): node for node in (*one, *other)}.values())


def _tighter(one: Bound | None, other: Bound | None, sign: int) -> Bound | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda bound: (sign * bound.value, bound.exclusive))


def _range(one: tuple[int, int | None], other: tuple[int, int | None]) -> tuple[int, int | None]:
    most = [limit for limit in (one[1], other[1]) if limit is not None]
    return max(one[0], other[0]), min(most, default=None)


def _additional(
    one: bool | tuple[Node, ...], other: bool | tuple[Node, ...]
) -> bool | tuple[Node, ...]:
    if one is False or other is False:
        return False
    if one is True:
        return other
    return one if other is True else joined(one, other)


def _prefix(
    one: tuple[tuple[Node, ...], ...], other: tuple[tuple[Node, ...], ...]
) -> tuple[tuple[Node, ...], ...]:
    longest = max(len(one), len(other))
    return tuple(
        joined(one[at] if at < len(one) else (), other[at] if at < len(other) else ())
        for at in range(longest)
    )
