"""Keywords with schemas in them that are not compared as properties and items are."""

from __future__ import annotations

from typing import Any

from coldframe.compat.rest.references import Node, References, missing

# Annotations of JSON Schema and OpenAPI: they limit nothing.
SILENT = frozenset(
    ("title", "description", "example", "examples", "externalDocs", "xml", "$comment", "$id",
     "$schema", "$anchor", "$defs", "definitions", "deprecated", "default", "readOnly",
     "writeOnly", "discriminator", "summary", "x-stability-level")
)  # fmt: skip
# Whoever meets a narrower schema here meets a narrower whole, so the two are compared.
SAME_WAY = ("propertyNames", "contains", "contentSchema", "unevaluatedItems", "then", "else")
NAMED = ("patternProperties", "dependentSchemas")  # the same, by name
COUNTS = ("minContains", "maxContains")  # of what `contains` says
# What these mean for the whole cannot be told, so they are compared by what they say.
BY_TEXT = ("not", "if", "dependentRequired", "dependencies")
FURTHER = (*SAME_WAY, *NAMED, *COUNTS, *BY_TEXT)
_BY_NAME = (*NAMED, "properties")
_SETS = ("required", "enum", "type")
_LARGEST = 2000  # values of a condition with what it refers to


def plain(value: Any) -> Any:
    """``value`` without annotations, and sets in one order, for comparison."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    found: dict[str, Any] = {}
    for key, each in value.items():
        if key in _SETS and isinstance(each, list):
            found[key] = sorted(each, key=str)
        elif key in _BY_NAME and isinstance(each, dict):
            found[key] = {name: plain(inner) for name, inner in each.items()}
        elif key not in SILENT and not key.startswith("x-"):
            found[key] = plain(each)
    return found


def refers(value: Any) -> bool:
    """Whether there is a reference in ``value``."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (isinstance(value, dict) and "$ref" in value) or any(map(refers, inner))


def resolved(node: Node, references: References) -> Any:
    """What stands at ``node``, with what it refers to in place of references.

    A reference into what holds it stays one, and so do all when there are too many.
    """
    left = [_LARGEST]

    def read(at: Node, within: tuple[tuple[str, str], ...]) -> Any:
        left[0] -= 1
        if isinstance(at.value, list):
            return [read(at.child(index), within) for index in range(len(at.value))]
        if not isinstance(at.value, dict):
            return at.value
        if isinstance(at.value.get("$ref"), str) and left[0] > 0:
            target = references.step(at)
            if target[:2] not in within and not missing(target):
                return read(target, (*within, target[:2]))
        return {key: read(at.child(key), within) for key in at.value}

    return plain(read(node, ()))
