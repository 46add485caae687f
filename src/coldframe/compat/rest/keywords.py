"""From the keywords of one schema to its form, references and alternatives aside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coldframe.compat.rest.conditions import FURTHER, plain
from coldframe.compat.rest.formats import format_of
from coldframe.compat.rest.patterns import counted
from coldframe.compat.rest.references import Node
from coldframe.compat.rest.schema import TYPES, Bound, Schema, key_of
from coldframe.declare.mistake import Mistake

# What people and converters write for the six types: it must not end a comparison.
_MEANT = {
    **{word: word for word in (*TYPES, "null", "any")},
    "int": "integer", "long": "integer", "float": "number", "double": "number",
    "decimal": "number", "bool": "boolean", "str": "string", "text": "string", "file": "string",
    "date": "string", "datetime": "string", "date-time": "string", "uuid": "string",
    "dict": "object", "map": "object", "list": "array", "none": "null", "*": "any",
}  # fmt: skip


def keywords(node: Node) -> Schema:
    value: dict[str, Any] = node.value
    types, nullable = _types(node)
    enum = value.get("enum") if isinstance(value.get("enum"), list) else None
    if enum == []:  # no generator means that nothing is allowed
        enum = None
    if "const" in value:
        enum = [value["const"]]
    values: tuple[Any, ...] | None = None
    if enum is not None:
        # Null in the list counts only where the type allows it, but people mean it.
        nullable = None in enum
        kept = {key_of(each): each for each in enum if each is not None}
        values = tuple(kept.values())
        implied = frozenset(_type_of(each) for each in values)
        if "number" in types:
            implied |= {"integer"} if "integer" in implied else set()
        types = types & (implied | ({"number"} if "integer" in implied else frozenset()))
        types = (implied & types or types) if values else frozenset()
        values = values or None  # of nothing but null, no type is left
    low, high = _bounds(node, types)
    integers = types == {"integer"}
    form = format_of(value)
    properties: dict[str, tuple[Node, ...]] = {
        name: (child,) for name, child in node.children("properties").items()
    }
    required = value.get("required") if isinstance(value.get("required"), list) else []
    further = tuple(
        (word, key_of(plain(value[word])), node.child(word))
        for word in FURTHER
        if word in value and value[word] not in (True, {}, None)
    )
    lengths, pattern = _lengths(value)
    multiple = value.get("multipleOf")
    return Schema(
        node=node,
        types=types,
        nullable=nullable,
        enum=values,
        minimum=low,
        maximum=high,
        multiple=None if integers and multiple == 1 else _number(multiple),
        lengths=lengths,
        counts=(_whole(value.get("minItems")) or 0, _whole(value.get("maxItems"))),
        sizes=(_whole(value.get("minProperties")) or 0, _whole(value.get("maxProperties"))),
        patterns=(pattern,) if pattern else (),
        formats=(form,) if form else (),
        unique=value.get("uniqueItems") is True,
        properties=properties,
        required=frozenset(each for each in required or () if isinstance(each, str)),
        additional=_more(node),
        items=_items(node),
        prefix=tuple((child,) for child in node.listed("prefixItems")),
        further=further,
        extensible=_extensible(value.get("x-extensible-enum")),
    )


def _types(node: Node) -> tuple[frozenset[str], bool]:
    written = node.value.get("type")
    if written is None:
        return TYPES, True
    words = [meant_type(word) for word in (written if isinstance(written, list) else [written])]
    if None in words:
        raise Mistake(
            f"{node.pointer}/type: {written!r} names no type",
            f"There are {', '.join(sorted(TYPES))} and null.",
            node.path,
        )
    types = TYPES if "any" in words else frozenset(word for word in words if word in TYPES)
    if "number" in types:
        types |= {"integer"}
    null = "null" in words or "any" in words
    # 3.1 has no such word, but who moved the document there and left it in means it.
    return types, null or node.value.get("nullable") is True


def meant_type(word: Any) -> str | None:
    """The type that ``word`` names, or is often written for; ``any`` if nobody can tell.

    None for what is no text.
    """
    if not isinstance(word, str):
        return None
    if word in TYPES or word in ("null", "any"):
        return word
    return _MEANT.get(word.lower(), "any")


def odd_type(node: Node) -> tuple[str, str] | None:
    """A type of the schema that does not exist, and what it is read as; None if all exist."""
    written = node.value.get("type")
    for word in written if isinstance(written, list) else [written]:
        if word is not None and word not in TYPES and word != "null":
            meant = str(meant_type(word))
            return word, "a schema without a type" if meant == "any" else meant
    return None


def _type_of(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return "integer"
    if isinstance(value, float):
        return "number"
    if isinstance(value, list):
        return "array"
    return "object" if isinstance(value, dict) else "string"


def _bounds(node: Node, types: frozenset[str]) -> tuple[Bound | None, Bound | None]:
    found: list[Bound | None] = []
    for word, strict, step in (
        ("minimum", "exclusiveMinimum", 1),
        ("maximum", "exclusiveMaximum", -1),
    ):
        limit, beyond = _number(node.value.get(word)), node.value.get(strict)
        bounds = [] if limit is None else [Bound(limit, beyond is True)]
        if (further := _number(beyond)) is not None:
            bounds.append(Bound(further, True))
        # Among integers, more than 4 is from 5 on.
        if types == {"integer"}:
            bounds = [
                Bound(each.value + step, False) if each.exclusive and each.value % 1 == 0 else each
                for each in bounds
            ]
        pick: Callable[..., Bound] = max if step == 1 else min
        found.append(pick(bounds, key=lambda each: each.value) if bounds else None)
    return found[0], found[1]


def _more(node: Node) -> bool | tuple[Node, ...]:
    words = ("additionalProperties", "unevaluatedProperties")
    word = next((each for each in words if each in node.value), "")
    value = node.value.get(word, True)
    if isinstance(value, bool) or value in ({}, None):
        return value is not False
    return (node.child(word),)


def _items(node: Node) -> tuple[Node, ...]:
    value = node.value.get("items")
    return () if value in (None, True, {}) or isinstance(value, list) else (node.child("items"),)


def _extensible(values: Any) -> tuple[str, ...] | None:
    return tuple(map(key_of, values)) if isinstance(values, list) else None


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _whole(value: Any) -> int | None:
    number = _number(value)
    return None if number is None else int(number)


def _lengths(value: dict[str, Any]) -> tuple[tuple[int, int | None], str]:
    """How long a text may be, and the pattern, unless it says only that."""
    least, most = _whole(value.get("minLength")) or 0, _whole(value.get("maxLength"))
    pattern = value.get("pattern")
    if not isinstance(pattern, str):
        return (least, most), ""
    count = counted(pattern)
    if count is None:
        return (least, most), pattern
    limits = [limit for limit in (most, count.most) if limit is not None]
    return (max(least, count.least), min(limits, default=None)), ""
