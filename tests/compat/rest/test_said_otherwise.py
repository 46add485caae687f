"""Schemas that say the same in other words, or nearly: neither direction finds a change."""

from __future__ import annotations

from typing import Any

import pytest

from coldframe.compat.change import INFO
from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import Document, checked

OBJECT = {"properties": {"a": {"type": "string"}}}
SAME: dict[str, tuple[Any, Any]] = {
    "an object without its type": (OBJECT, {"type": "object", **OBJECT}),
    "a map without its type": (
        {"additionalProperties": {"type": "integer"}},
        {"type": "object", "additionalProperties": {"type": "integer"}},
    ),
    "a list without its type": (
        {"items": {"type": "string"}},
        {"type": "array", "items": {"type": "string"}},
    ),
    "a text without its type": ({"pattern": "^a"}, {"type": "string", "pattern": "^a"}),
    "a day without its type": ({"format": "date"}, {"type": "string", "format": "date"}),
    "an object in alternatives": (
        {"oneOf": [OBJECT, {"type": "string"}]},
        {"oneOf": [{"type": "object", **OBJECT}, {"type": "string"}]},
    ),
    "an object in allOf": ({"allOf": [OBJECT, {"type": "object"}]}, {"type": "object", **OBJECT}),
    "a pattern that asks for something": (
        {"type": "string", "pattern": ".+"},
        {"type": "string", "minLength": 1},
    ),
    "a pattern that counts": (
        {"type": "string", "pattern": "^.{2,5}$"},
        {"type": "string", "minLength": 2, "maxLength": 5},
    ),
    "a pattern that counts once": (
        {"type": "string", "pattern": "^.{3}$"},
        {"type": "string", "minLength": 3, "maxLength": 3},
    ),
    "a pattern without anchors sets no end": (
        {"type": "string", "pattern": ".{2,5}"},
        {"type": "string", "minLength": 2},
    ),
    "nothing at all": (
        {"allOf": [{"enum": ["a"]}, {"enum": ["b"]}]},
        {"allOf": [{"type": "string"}, {"type": "integer"}]},
    ),
    "no value at all is listed": ({"type": "string", "enum": []}, {"type": "string"}),
    "null beside an alternative": (
        {"anyOf": [{"type": "string"}, {"nullable": True}]},
        {"type": "string", "nullable": True},
    ),
    "null beside allOf": (
        {"type": ["object", "null"], "allOf": [{"type": "object", **OBJECT}]},
        {"type": "object", "nullable": True, "allOf": [{"type": "object", **OBJECT}]},
    ),
    "a condition with notes, in another order": (
        {"not": {"required": ["a", "b"]}},
        {"not": {"required": ["b", "a"], "title": "Not both", "x-more": 1}},
    ),
    "names that are listed": (
        {"type": "object", "propertyNames": {"enum": ["a", "b"]}},
        {"type": "object", "propertyNames": {"enum": ["b", "a"], "default": "a"}},
    ),
    "null as 3.0 says it": (
        {"type": "string", "nullable": True},
        {"anyOf": [{"type": "string"}, {"type": "string", "nullable": True}]},
    ),
    "null that is listed": (
        {"type": "string", "enum": ["a", None]},
        {"type": "string", "nullable": True, "enum": ["a", None]},
    ),
    "a number that fits anyway": (
        {"type": "integer", "minimum": 0, "maximum": 21600},
        {"type": "integer", "minimum": 0, "maximum": 21600, "format": "int32"},
    ),
    "a format nobody knows": ({"type": "string"}, {"type": "string", "format": "colour"}),
    "what numbers are anyway": ({"type": "integer"}, {"type": "integer", "format": "int64"}),
    "doubles": ({"type": "number"}, {"type": "number", "format": "double"}),
    "a format by its other name": (
        {"type": "string", "format": "url"},
        {"type": "string", "format": "uri"},
    ),
}


def _both(schema: Any, version: str) -> Document:
    content = {"application/json": {"schema": schema}}
    operation = {
        "requestBody": {"content": content},
        "responses": {"200": {"description": "", "content": content}},
    }
    return checked({"openapi": version, "paths": {"/a": {"post": operation}}}, "shop.json")


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize("name", SAME)
def test_no_change_is_found(name: str, version: str) -> None:
    one, other = (_both(schema, version) for schema in SAME[name])
    assert compare(one, other) == []
    assert compare(other, one) == []


@pytest.mark.parametrize(
    ("word", "meant"),
    [("int", "integer"), ("String", "string"), ("bool", "boolean"), ("list", "array")],
)
def test_a_type_that_does_not_exist_is_read_as_what_is_meant(word: str, meant: str) -> None:
    odd, plain = _both({"type": word}, "3.0.3"), _both({"type": meant}, "3.0.3")
    assert compare(odd, plain) == []
    assert compare(odd, odd) == []
    found = compare(plain, odd)
    assert {(each.rule, each.severity) for each in found} == {("type_unknown", INFO)}
    assert f"there is no type {word}; it is read as {meant}" == found[0].message
    assert found[0].head.pointer.endswith("/schema")


def test_any_is_no_type_at_all() -> None:
    assert compare(_both({"type": "any"}, "3.0.3"), _both({}, "3.0.3")) == []


def test_an_object_without_its_type_may_say_null() -> None:
    one = _both({"nullable": True, **OBJECT}, "3.0.3")
    assert compare(one, _both({"type": "object", "nullable": True, **OBJECT}, "3.0.3")) == []


def test_numbers_that_become_whole_are_narrowed_still() -> None:
    limited = {"minimum": 1}
    found = compare(_both(limited, "3.1.0"), _both({**limited, "type": "integer"}, "3.1.0"))
    assert "request_type_narrowed" in {each.rule for each in found}


def test_listed_values_that_the_base_ruled_out_are_new() -> None:
    base, head = _both({"type": "integer", "minimum": 1}, "3.1.0"), _both({"enum": [0]}, "3.1.0")
    assert "response_enum_value_added" in {each.rule for each in compare(base, head)}
    head = _both({"enum": [3]}, "3.1.0")
    assert "response_enum_value_added" not in {each.rule for each in compare(base, head)}


def test_null_of_3_0_stays_when_the_document_moves_to_3_1() -> None:
    schema = {"type": "string", "nullable": True}
    assert compare(_both(schema, "3.0.3"), _both(schema, "3.1.0")) == []
    assert compare(_both(schema, "3.1.0"), _both({"type": ["string", "null"]}, "3.1.0")) == []


def test_long_patterns_are_cut_in_messages() -> None:
    zones = "|".join(f"Zone/City{number}" for number in range(1000))
    base, head = (_both({"pattern": text}, "3.1.0") for text in (zones, f"{zones}|Zone/New"))
    messages = {each.message for each in compare(base, head)}
    assert messages == {'body: can be "Zone/New", too', '200: can be "Zone/New", too'}
    other = _both({"pattern": zones.replace("|", "+|")}, "3.1.0")
    assert all(len(each.message) < 300 for each in compare(base, other))


def test_what_is_null_is_called_so() -> None:
    found = compare(_both({"type": "null"}, "3.1.0"), _both({}, "3.1.0"))
    assert "200: was null, and is anything" in {each.message for each in found}


@pytest.mark.parametrize("beside", [{"type": ["object", "null"]}, {"nullable": True}])
def test_null_beside_a_reference_is_meant(beside: dict[str, Any]) -> None:
    reference = {"$ref": "#/components/schemas/Thing"}
    base, head = (
        checked(
            {**_both(schema, "3.1.0").value, "components": {"schemas": {"Thing": OBJECT}}},
            "shop.json",
        )
        for schema in ({**reference, **beside}, {"anyOf": [reference, {"type": "null"}]})
    )
    assert compare(base, head) == []
    assert compare(head, base) == []


def test_a_type_that_nobody_knows_is_told_and_read_on() -> None:
    base, head = _both({"type": "string"}, "3.0.3"), _both({"type": "colour"}, "3.0.3")
    found = compare(base, head)
    assert "there is no type colour; it is read as a schema without a type" in {
        each.message for each in found
    }
    assert compare(head, head) == []


def test_no_text_is_null() -> None:
    """FastAPI says of every optional parameter that it may be null; nobody can send that."""

    def query(schema: Any) -> Document:
        parameter = {"name": "size", "in": "query", "schema": schema}
        operation = {"parameters": [parameter], "responses": {"200": {"description": ""}}}
        return checked({"openapi": "3.1.0", "paths": {"/a": {"get": operation}}}, "shop.json")

    optional = query({"anyOf": [{"type": "integer"}, {"type": "null"}]})
    assert compare(optional, query({"type": "integer"})) == []
    assert compare(query({"type": "integer"}), optional) == []
