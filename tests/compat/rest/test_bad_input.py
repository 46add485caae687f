"""Documents with anything at any place: a result, or a mistake with a pointer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import checked
from coldframe.declare.mistake import Mistake

THING: dict[str, Any] = {
    "type": "object",
    "required": ["x"],
    "properties": {
        "x": {"type": "integer", "minimum": 1, "multipleOf": 2},
        "again": {"$ref": "#/components/schemas/Thing"},
        "word": {"enum": ["a", "b"], "default": "a"},
    },
    "additionalProperties": {"type": "string"},
}
UNION = {"oneOf": [{"$ref": "#/components/schemas/Thing"}, {"type": "array", "items": {}}]}
BOTH = {"allOf": [{"not": {"required": ["q"]}}, {"not": {"required": ["p"]}}]}
CONTENT = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
OPERATION = {
    "tags": ["things"],
    "security": [{"key": []}],
    "parameters": [{"name": "q", "in": "query", "schema": {"$ref": "#/components/schemas/Thing"}}],
    "requestBody": {"content": CONTENT},
    "responses": {"200": {"headers": {"X": {"schema": UNION}}, "content": CONTENT}},
    "callbacks": {"back": {"{$url}": {"post": {"responses": {"200": {}}}}}},
}
GOOD: dict[str, Any] = {
    "openapi": "3.1.0",
    "paths": {"/things": {"post": OPERATION, "put": {"responses": {"200": {"content": CONTENT}}}}},
    "components": {
        "schemas": {"Thing": THING, "Union": UNION, "Both": BOTH},
        "securitySchemes": {"key": {"type": "apiKey", "name": "k", "in": "header"}},
    },
}
REFERENCES = [
    {"$ref": text}
    for text in ("#", "", "#/paths", "#/components/schemas/Thing", "#no", "http://a/b", "%#/%%")
]
JUNK: list[Any] = [
    None, True, 0, -1, 1.5, 10**400, "", "x", [], {}, [None], [{}], [[]], {"a": 1}, {"a": {}},
    {"$ref": 3}, {"allOf": [{"$ref": "#/components/schemas/Thing"}]}, BOTH, ["null", {}],
    {"type": "object", "required": ["x"]}, *REFERENCES,
]  # fmt: skip


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to each value within."""
    keys = value if isinstance(value, dict) else range(len(value) if type(value) is list else 0)
    return [each for key in keys for each in ((*at, key), *places(value[key], (*at, key)))]


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    found = json.loads(json.dumps(GOOD))
    found["openapi"] = draw(st.sampled_from(["3.0.3", "3.1.0", "3.2.0"]))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(places(found)))
        holder = found
        for key in way:
            holder = holder[key]
        holder[last] = json.loads(json.dumps(draw(st.sampled_from(JUNK))))
    return dict(found)


@settings(max_examples=250, deadline=None)
@given(st.one_of(st.just(GOOD), documents()), documents())
def test_anything_at_any_place(base: dict[str, Any], head: dict[str, Any]) -> None:
    try:
        compare(checked(base, "base.json"), checked(head, "head.json"))
    except Mistake as mistake:
        assert "#" in str(mistake)


def test_objects_that_travel_as_text_are_judged() -> None:
    head = json.loads(json.dumps(GOOD))
    parameter = head["paths"]["/things"]["post"]["parameters"][0]
    parameter["schema"] = {**THING, "required": [], "properties": {"x": {"type": "integer"}}}
    found = compare(checked(GOOD, "base.json"), checked(head, "head.json"))
    assert "request_property_optional" in {change.rule for change in found}


def test_deep_conditions_are_a_mistake() -> None:
    documents = []
    for inner in ("string", "integer"):
        schema: dict[str, Any] = {"type": inner}
        for _ in range(800):
            schema = {"not": schema}
        media = {"a/b": {"schema": schema}}
        operation = {"responses": {"200": {"content": media}}}
        documents.append({"openapi": "3.1.0", "paths": {"/a": {"get": operation}}})
    with pytest.raises(Mistake, match="nested too deep"):
        compare(checked(documents[0], "base.json"), checked(documents[1], "head.json"))
