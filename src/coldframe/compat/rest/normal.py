"""From a node of a document to the one form of its schema."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from coldframe.compat.rest.conditions import SILENT
from coldframe.compat.rest.defaults import default_of
from coldframe.compat.rest.generators import plain_name
from coldframe.compat.rest.implied import only_null, says_null, typed
from coldframe.compat.rest.inheritance import Within, leads_back
from coldframe.compat.rest.keywords import keywords, odd_type
from coldframe.compat.rest.references import Node, References, missing
from coldframe.compat.rest.schema import Schema, both
from coldframe.compat.rest.unions import UNIONS, union, with_part
from coldframe.declare.mistake import Mistake

_DEEPEST = 120  # of allOf, oneOf, anyOf and $ref within one another


class Normal:
    """Schemas of one document in one form, each made once."""

    def __init__(self, references: References) -> None:
        self.references = references
        self.old = references.document.version == "3.0"
        self._made: dict[tuple[tuple[str, str], ...], Schema] = {}
        self._ones: dict[tuple[str, str], Schema] = {}
        self.meant: dict[tuple[str, str], tuple[Node, str, str]] = {}  # types that do not exist
        self.broken: dict[tuple[str, str], tuple[Node, str]] = {}  # references that lead nowhere

    def schema(self, nodes: tuple[Node, ...]) -> Schema:
        """What all ``nodes`` together allow; everything if there are none."""
        key = tuple((node.path, node.pointer) for node in nodes)
        known = self._made.get(key)
        if known is None:
            if nodes:
                known = self._one(nodes[0], ())
                for node in nodes[1:]:
                    known = both(known, self._one(node, ()))
                known = _settled(known, any(map(says_null, nodes)))
            else:
                known = Schema(self.references.root)
            self._made[key] = known
        return known

    def _one(self, node: Node, within: Within, part: bool = False) -> Schema:
        key = (node.path, node.pointer)
        if part and leads_back(node, within, self.references):
            value = {word: each for word, each in node.value.items() if word not in UNIONS}
            return self._written(node._replace(value=value), (*within, key))
        known = self._ones.get(key)
        if known is None:
            known = self._ones[key] = self._read(node, key, within, part)
        return known

    def _read(self, node: Node, key: tuple[str, str], within: Within, part: bool) -> Schema:
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
            if missing(target):
                self.broken[node.path, node.pointer] = (node, value["$ref"])
                return Schema(node, missing=True)
            found = self._one(target, within, part)
            if "/schemas/" in target.pointer or "/$defs/" in target.pointer:
                alias = isinstance(target.value, dict) and "$ref" in target.value
                name = (alias and found.name) or plain_name(target.name)
                found = replace(found, name=name)
            if part and leads_back(target, within, self.references):
                return found  # not all that the target is
            beside = {name: each for name, each in value.items() if name != "$ref"}
            if says_null(node):  # beside a reference it counts for nothing, but people mean it
                found = replace(found, nullable=True)
                beside.pop("nullable", None)
            if self.old or all(name in SILENT for name in beside):
                found = replace(found, origin=found.origin or target)
                return self._annotated(found, Node(node.path, node.pointer, beside))
            return both(found, self._written(Node(node.path, node.pointer, beside), within))
        return self._written(node, within)

    def _written(self, node: Node, within: Within) -> Schema:
        """A schema as its keywords have it, without a reference."""
        found = keywords(node)
        if odd := odd_type(node):
            self.meant[node.path, node.pointer] = (node, *odd)
        # Strictly, no part of `allOf` could forbid null then: it is the usual way to allow it.
        declared_null = says_null(node)
        if declared_null:
            found = replace(found, nullable=True)
        for part in node.listed("allOf"):
            inherited = self._one(part, within, part=True)
            if declared_null:  # the usual way to make a reference nullable
                inherited = replace(inherited, nullable=True)
            found = with_part(found, inherited)
        for word in UNIONS:
            listed = node.listed(word)
            parts = [self._one(part, within) for part in listed if not only_null(part)]
            if listed:
                null = declared_null or any(map(only_null, listed))
                found = with_part(found, union(node, parts, word == "oneOf", null))
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
            changes["default"] = default_of(value)
        if isinstance(value.get("x-stability-level"), str):
            changes["stage"] = value["x-stability-level"]
        discriminator = value.get("discriminator")
        if isinstance(discriminator, dict):
            changes["discriminator"] = str(discriminator.get("propertyName", ""))
            mapping = discriminator.get("mapping")
            changes["mapping"] = (
                {
                    str(key): plain_name(str(name).rpartition("/")[2])
                    for key, name in mapping.items()
                }
                if isinstance(mapping, dict)
                else {}
            )
        return replace(found, **changes) if changes else found


def _settled(schema: Schema, null: bool) -> Schema:
    """Null, which alternatives have left to the whole, is allowed or not in one place."""
    if not schema.alternatives:
        return typed(schema, null)
    parts = tuple(replace(typed(each, False), nullable=False) for each in schema.alternatives)
    if len(parts) == 1:
        return replace(parts[0], nullable=schema.nullable, name=schema.name or parts[0].name)
    return replace(schema, alternatives=parts)
