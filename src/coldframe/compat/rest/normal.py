"""From a node of a document to the one form of its schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from coldframe.compat.rest.references import Node, References
from coldframe.compat.rest.schema import TYPES, Bound, Schema, both, key_of
from coldframe.declare.mistake import Mistake

_DEEPEST = 120  # of allOf, oneOf, anyOf and $ref within one another
# Keywords that limit values, and are compared by what they say only.
FURTHER = (
    "not", "if", "then", "else", "contains", "minContains", "maxContains", "propertyNames",
    "patternProperties", "dependentRequired", "dependentSchemas", "dependencies",
    "unevaluatedItems", "contentSchema",
)  # fmt: skip
# Annotations of JSON Schema and OpenAPI: they limit nothing.
SILENT = frozenset(
    ("title", "description", "example", "examples", "externalDocs", "xml", "$comment", "$id",
     "$schema", "$anchor", "$defs", "definitions", "deprecated", "default", "readOnly",
     "writeOnly", "discriminator", "summary", "x-stability-level")
)  # fmt: skip
_STRUCTURED = {
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "string": ("minLength", "maxLength", "pattern"),
    "array": ("items", "prefixItems", "minItems", "maxItems", "uniqueItems"),
    "object": ("properties", "required", "additionalProperties", "minProperties", "maxProperties"),
}
_PLAIN_FORMATS = frozenset(("password", "textarea", "html", "markdown"))  # say how it is shown


class Normal:
    """Schemas of one document in one form, each made once."""

    def __init__(self, references: References) -> None:
        self.references = references
        self.old = references.document.version == "3.0"
        self._made: dict[tuple[tuple[str, str], ...], Schema] = {}
        self._ones: dict[tuple[str, str], Schema] = {}

    def schema(self, nodes: tuple[Node, ...]) -> Schema:
        """What all ``nodes`` together allow; everything if there are none."""
        key = tuple((node.path, node.pointer) for node in nodes)
        known = self._made.get(key)
        if known is None:
            if nodes:
                known = self._one(nodes[0], ())
                for node in nodes[1:]:
                    known = both(known, self._one(node, ()))
                known = _settled(known)
            else:
                known = Schema(self.references.root)
            self._made[key] = known
        return known

    def _one(self, node: Node, within: tuple[tuple[str, str], ...]) -> Schema:
        key = (node.path, node.pointer)
        known = self._ones.get(key)
        if known is None:
            known = self._ones[key] = self._read(node, key, within)
        return known

    def _read(
        self, node: Node, key: tuple[str, str], within: tuple[tuple[str, str], ...]
    ) -> Schema:
        if key in within or len(within) > _DEEPEST:
            raise Mistake(
                f"{node.pointer}: this schema is made of itself",
                "Let it contain itself in a property or in items, not in allOf, oneOf or anyOf.",
                node.path,
            )
        within = (*within, key)
        value = node.value
        if isinstance(value, bool):
            return Schema(node) if value else Schema(node, frozenset(), False)
        if not isinstance(value, dict):
            raise Mistake(
                f"{node.pointer}: a schema is an object, not {type(value).__name__}",
                "Mend the document.",
                node.path,
            )
        if isinstance(value.get("$ref"), str):
            target = self.references.step(node)
            found = self._one(target, within)
            if "/schemas/" in target.pointer or "/$defs/" in target.pointer:
                found = replace(found, name=found.name or target.name)
            beside = {name: each for name, each in value.items() if name != "$ref"}
            if self.old or all(name in SILENT for name in beside):
                found = replace(found, origin=found.origin or target)
                return self._annotated(found, Node(node.path, node.pointer, beside))
            return both(found, self._written(Node(node.path, node.pointer, beside), within))
        return self._written(node, within)

    def _written(self, node: Node, within: tuple[tuple[str, str], ...]) -> Schema:
        """A schema as its keywords have it, without a reference."""
        value = node.value
        found = _keywords(node, self.old)
        declared_null = self.old and value.get("nullable") is True
        if declared_null:
            found = replace(found, nullable=True)
        for part in node.listed("allOf"):
            part_schema = self._one(part, within)
            if declared_null:  # the usual way to make a reference nullable in 3.0
                part_schema = replace(part_schema, nullable=True)
            found = _joined(found, part_schema)
        for word in ("anyOf", "oneOf"):
            parts = [self._one(part, within) for part in node.listed(word)]
            if parts:
                found = _joined(found, _union(node, parts, word == "oneOf", declared_null))
        return self._annotated(replace(found, node=node), node)

    def _annotated(self, found: Schema, node: Node) -> Schema:
        value = node.value
        changes: dict[str, Any] = {}
        for word, name in (
            ("readOnly", "read_only"), ("writeOnly", "write_only"), ("deprecated", "deprecated")
        ):  # fmt: skip
            if value.get(word) is True:
                changes[name] = True
        if "default" in value:
            changes["default"] = (value["default"],)
        if isinstance(value.get("x-stability-level"), str):
            changes["stage"] = value["x-stability-level"]
        discriminator = value.get("discriminator")
        if isinstance(discriminator, dict):
            changes["discriminator"] = str(discriminator.get("propertyName", ""))
            mapping = discriminator.get("mapping")
            changes["mapping"] = (
                {str(key): str(name).rpartition("/")[2] for key, name in mapping.items()}
                if isinstance(mapping, dict)
                else {}
            )
        return replace(found, **changes) if changes else found


def _joined(found: Schema, part: Schema) -> Schema:
    """Both; but the part alone where nothing else was said yet, so that it stays what it is."""
    says_nothing = found.bare and found.types == TYPES
    return (
        replace(part, nullable=part.nullable and found.nullable)
        if says_nothing
        else both(found, part)
    )


def _union(node: Node, parts: list[Schema], exclusive: bool, declared_null: bool) -> Schema:
    """One of ``parts``: flat, without null, and bare types in one."""
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


def _settled(schema: Schema) -> Schema:
    """Null, which alternatives have left to the whole, is allowed or not in one place."""
    if not schema.alternatives:
        return schema
    parts = tuple(replace(each, nullable=False) for each in schema.alternatives)
    if len(parts) == 1:
        return replace(parts[0], nullable=schema.nullable, name=schema.name or parts[0].name)
    return replace(schema, alternatives=parts)


def _keywords(node: Node, old: bool) -> Schema:
    value: dict[str, Any] = node.value
    types, nullable = _types(node, old)
    enum = value.get("enum") if isinstance(value.get("enum"), list) else None
    if "const" in value:
        enum = [value["const"]]
    values: tuple[Any, ...] | None = None
    if enum is not None:
        # In 3.0 null in the list counts only where `nullable` says so, but people mean it.
        nullable = (nullable or old) and None in enum
        kept = {key_of(each): each for each in enum if each is not None}
        values = tuple(kept.values())
        implied = frozenset(_type_of(each) for each in values)
        if "number" in types:
            implied |= {"integer"} if "integer" in implied else set()
        types = types & (implied | ({"number"} if "integer" in implied else frozenset()))
        types = implied & types or types
    low, high = _bounds(node, types, old)
    integers = types == {"integer"}
    form = value.get("format") if isinstance(value.get("format"), str) else ""
    form = _format(value, str(form or ""))
    properties: dict[str, tuple[Node, ...]] = {
        name: (child,) for name, child in node.children("properties").items()
    }
    required = value.get("required") if isinstance(value.get("required"), list) else []
    further = tuple(
        (word, key_of(_bare(value[word])), node.child(word))
        for word in FURTHER
        if word in value and value[word] not in (True, {}, None)
    )
    pattern = value.get("pattern")
    multiple = value.get("multipleOf")
    return Schema(
        node=node,
        types=types,
        nullable=nullable,
        enum=values,
        minimum=low,
        maximum=high,
        multiple=None if integers and multiple == 1 else _number(multiple),
        lengths=(_whole(value.get("minLength")) or 0, _whole(value.get("maxLength"))),
        counts=(_whole(value.get("minItems")) or 0, _whole(value.get("maxItems"))),
        sizes=(_whole(value.get("minProperties")) or 0, _whole(value.get("maxProperties"))),
        patterns=(pattern,) if isinstance(pattern, str) and not _open(pattern) else (),
        formats=(form,) if form and form not in _PLAIN_FORMATS else (),
        unique=value.get("uniqueItems") is True,
        properties=properties,
        required=frozenset(each for each in required or () if isinstance(each, str)),
        additional=_more(node),
        items=_items(node),
        prefix=tuple((child,) for child in node.listed("prefixItems")),
        further=further,
        extensible=_extensible(value.get("x-extensible-enum")),
    )


def _types(node: Node, old: bool) -> tuple[frozenset[str], bool]:
    written = node.value.get("type")
    if written is None:
        return TYPES, True
    words = written if isinstance(written, list) else [written]
    for word in words:
        if not isinstance(word, str) or (word not in TYPES and word != "null"):
            raise Mistake(
                f"{node.pointer}/type: there is no type {word!r}",
                f"There are {', '.join(sorted(TYPES))} and null.",
                node.path,
            )
    types = frozenset(word for word in words if word != "null")
    if "number" in types:
        types |= {"integer"}
    return types, "null" in words or (old and node.value.get("nullable") is True)


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


def _bounds(node: Node, types: frozenset[str], old: bool) -> tuple[Bound | None, Bound | None]:
    found: list[Bound | None] = []
    for plain, strict, step in (
        ("minimum", "exclusiveMinimum", 1),
        ("maximum", "exclusiveMaximum", -1),
    ):
        limit, beyond = _number(node.value.get(plain)), node.value.get(strict)
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


def _format(value: dict[str, Any], form: str) -> str:
    """3.1 says with contentEncoding and contentMediaType what 3.0 says with a format."""
    if value.get("contentEncoding") in ("base64", "base64url"):
        return "byte"
    if value.get("contentMediaType") == "application/octet-stream":
        return "binary"
    return form


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


def _open(pattern: str) -> bool:
    """Whether every text matches."""
    return re.fullmatch(r"\^?(\.\*|\(\.\*\)|\[\\s\\S\]\*)?\$?", pattern) is not None


def _bare(value: Any) -> Any:
    """``value`` without titles and the like, for comparison."""
    if isinstance(value, dict):
        silent = ("title", "description", "example", "examples", "$comment")
        return {key: _bare(each) for key, each in value.items() if key not in silent}
    if isinstance(value, list):
        return [_bare(each) for each in value]
    return value
