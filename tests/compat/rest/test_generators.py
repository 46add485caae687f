"""What two releases of a generator write differently is no change; what changed still is one."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import checked
from coldframe.compat.rest.generators import alike, plain_name

DECIMAL = r"^(?!^[-+.]*$)[+-]?0*\d*\.?\d*$"
ERROR = {
    "title": "ValidationError",
    "type": "object",
    "required": ["loc", "msg", "type"],
    "properties": {name: {"title": name, "type": "string"} for name in ("loc", "msg", "type")},
}


def schema(**properties: Any) -> dict[str, Any]:
    named = {name: {"title": name.title(), **each} for name, each in properties.items()}
    return {"title": "Thing", "type": "object", "properties": named, "required": [*properties]}


def document(thing: Any, name: str = "Thing", **operation: Any) -> dict[str, Any]:
    body = {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "paths": {
            "/things": {
                "post": {
                    "requestBody": {"required": True, **body},
                    "responses": {"200": {"description": "Done.", **body}},
                    **operation,
                }
            }
        },
        "components": {"schemas": {name: thing, "ValidationError": deepcopy(ERROR)}},
    }


def rules(base: Any, head: Any) -> list[str]:
    return [each.rule for each in compare(checked(base, "a.json"), checked(head, "b.json"))]


NUMBERS = [{"type": "number"}, {"type": "string"}]
PATTERNED = [{"type": "number"}, {"type": "string", "pattern": DECIMAL}]
KEYS = {"type": "object", "additionalProperties": {"type": "integer"}}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (schema(price={"anyOf": NUMBERS}), schema(price={"anyOf": PATTERNED})),
        (schema(price={"type": "string"}), schema(price={"type": "string", "pattern": DECIMAL})),
        (schema(table=KEYS), schema(table={**KEYS, "propertyNames": {"enum": ["a", "b"]}})),
        (
            schema(price={"anyOf": [{"anyOf": NUMBERS, "gt": 0}, {"type": "null"}]}),
            schema(
                price={
                    "anyOf": [
                        {"type": "number", "exclusiveMinimum": 0.0},
                        {"type": "string"},
                        {"type": "null"},
                    ]
                }
            ),
        ),
        (
            schema(lasts={"type": "string", "format": "duration", "default": "PT3600S"}),
            schema(lasts={"type": "string", "format": "duration", "default": "PT1H"}),
        ),
        (
            schema(tags={"type": "array", "items": {"type": "string"}}),
            schema(tags={"type": "array", "items": {"type": "string"}, "default": []}),
        ),
        (
            schema(data={"type": "string", "format": "password"}),
            schema(
                data={
                    "type": "string",
                    "format": "password",
                    "contentMediaType": "application/octet-stream",
                }
            ),
        ),
        (
            schema(data={"type": "string", "format": "base64"}),
            schema(
                data={
                    "type": "string",
                    "format": "base64",
                    "contentMediaType": "application/octet-stream",
                }
            ),
        ),
    ],
)
def test_what_releases_write_differently_is_no_change(one: Any, other: Any) -> None:
    assert rules(document(one), document(other)) == []
    assert rules(document(other), document(one)) == []


def test_what_both_can_say_is_compared() -> None:
    other = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": DECIMAL + "$"}]}
    one = schema(price={"anyOf": PATTERNED}, second={"anyOf": PATTERNED})
    assert "response_pattern_changed" in rules(
        document(one), document(schema(price=other, second={"anyOf": PATTERNED}))
    ) or "request_pattern_changed" in rules(
        document(one), document(schema(price=other, second={"anyOf": PATTERNED}))
    )
    keys = {**KEYS, "propertyNames": {"maxLength": 3}}
    base, head = schema(table=keys, other=KEYS), schema(table=keys, other=keys)
    assert "request_condition_set" in rules(document(base), document(head))


def test_documents_of_others_are_taken_at_their_word() -> None:
    base = {"type": "object", "properties": {"table": KEYS}}
    head = {"type": "object", "properties": {"table": {**KEYS, "propertyNames": {"maxLength": 3}}}}
    assert "request_condition_set" in rules(document(base), document(head))
    first = checked(document(base), "a.json")
    assert alike(first, first) == (first, first)


def test_fields_of_fastapi_s_own_error_are_no_change() -> None:
    base, head = document(schema(a={"type": "string"})), document(schema(a={"type": "string"}))
    for each in (base, head):
        post = each["paths"]["/things"]["post"]
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/ValidationError"}}}
        post["responses"]["422"] = {"description": "Invalid.", "content": content}
    head["components"]["schemas"]["ValidationError"]["properties"]["ctx"] = {"title": "Context"}
    assert rules(base, head) == rules(head, base) == []


def test_an_id_that_several_operations_have_identifies_none() -> None:
    thing = schema(a={"type": "string"})
    base, head = document(thing, operationId="post_it"), document(thing, operationId="get_it")
    assert rules(base, head) == ["operation_id_changed"]
    for each, name in ((base, "post_it"), (head, "get_it")):
        each["paths"]["/things"]["get"] = {"operationId": name, "responses": {}}
    assert rules(base, head) == []
    assert base["paths"]["/things"]["post"]["operationId"] == "post_it"  # nobody's value changed


def test_a_component_that_became_two_is_the_same() -> None:
    def union(name: str) -> dict[str, Any]:
        found = document(schema(a={"type": "string"}), name)
        others = [
            {"$ref": f"#/components/schemas/{name}"},
            {"$ref": "#/components/schemas/ValidationError"},
        ]
        answer = found["paths"]["/things"]["post"]["responses"]["200"]
        answer["content"]["application/json"]["schema"] = {"anyOf": others}
        return found

    base, head = union("Thing"), union("Thing-Output")
    changed = head["components"]["schemas"]["Thing-Output"]["properties"]
    changed["b"] = {"title": "B", "type": "integer"}
    changed["a"]["type"] = "integer"
    assert "response_alternative_added" not in rules(base, head)
    assert "response_type_changed" in rules(base, head)
    assert plain_name("Thing-Input") == "Thing" and plain_name("Input") == "Input"


words = st.sampled_from(
    ["title", "required", "properties", "anyOf", "gt", "pattern", "propertyNames", "type", "paths",
     "operationId", "get", "components", "schemas", "ValidationError", "loc", "msg", DECIMAL]
)  # fmt: skip
odd = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=4),
    max_leaves=20,
)


@given(
    schemas=st.dictionaries(words, odd, max_size=3),
    others=st.dictionaries(words, odd, max_size=3),
    paths=st.dictionaries(words, odd, max_size=3),
)
def test_odd_documents_are_left_to_whoever_reads_them(
    schemas: Any, others: Any, paths: Any
) -> None:
    good = document(schema(a={"type": "string"}))
    base, head = deepcopy(good), deepcopy(good)
    base["components"]["schemas"] |= schemas
    head["components"]["schemas"] |= others
    base["paths"] |= paths
    one, other = checked(base, "a.json"), checked(head, "b.json")
    kept = deepcopy((one, other))
    first, second = alike(one, other)
    assert (one, other) == kept
    assert first.value.keys() == one.value.keys() and second.value.keys() == other.value.keys()
