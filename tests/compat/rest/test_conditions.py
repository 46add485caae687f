"""What stands behind a reference in a condition is compared, too."""

from __future__ import annotations

from typing import Any

import pytest

from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import Document, checked

WORD = {"$ref": "#/components/schemas/Word"}
NARROWER = {"type": "string", "enum": ["a"]}
WIDER = {"type": "string", "enum": ["a", "b"]}


def document(schema: Any, word: Any) -> Document:
    content = {"application/json": {"schema": schema}}
    operation = {"requestBody": {"content": content}, "responses": {"200": {"content": content}}}
    value = {
        "openapi": "3.1.0",
        "paths": {"/a": {"post": operation}},
        "components": {"schemas": {"Word": word}},
    }
    return checked(value, "shop.json")


def rules(base: Document, head: Document) -> set[tuple[str, str]]:
    return {(each.rule, each.severity) for each in compare(base, head)}


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "propertyNames": WORD},
        {"type": "object", "patternProperties": {"^x": WORD}},
        {"type": "array", "contains": WORD},
        {"type": "object", "dependentSchemas": {"card": {"properties": {"name": WORD}}}},
        {"if": {"required": ["a"]}, "then": {"properties": {"a": WORD}}},
    ],
    ids=lambda schema: next(word for word in reversed(schema) if word != "then"),
)
def test_it_is_narrower_in_a_request_and_wider_in_an_answer(schema: dict[str, Any]) -> None:
    wide, narrow = document(schema, WIDER), document(schema, NARROWER)
    assert ("request_enum_value_removed", "error") in rules(wide, narrow)
    assert ("response_enum_value_removed", "info") in rules(wide, narrow)
    assert ("response_enum_value_added", "error") in rules(narrow, wide)
    assert ("request_enum_value_added", "info") in rules(narrow, wide)


@pytest.mark.parametrize("word", ["not", "if"])
def test_of_others_only_that_they_changed_can_be_told(word: str) -> None:
    schema = {word: WORD, "then": {"required": ["a"]}} if word == "if" else {word: WORD}
    found = rules(document(schema, WIDER), document(schema, NARROWER))
    assert ("request_condition_changed", "error") in found
    inline = {**schema, word: WIDER}
    assert rules(document(schema, WIDER), document(inline, WIDER)) == set()


def test_a_condition_that_refers_to_itself_comes_to_an_end() -> None:
    circle = {"not": WORD}
    changed = {"not": WORD, "type": "object"}
    found = rules(document({"not": WORD}, circle), document({"not": WORD}, changed))
    assert ("request_condition_changed", "error") in found


def test_a_pattern_of_names_that_is_new_is_a_condition() -> None:
    base = document({"type": "object", "patternProperties": {"^x": WORD}}, WIDER)
    head = document({"type": "object", "patternProperties": {"^x": WORD, "^y": WORD}}, WIDER)
    assert ("request_condition_set", "error") in rules(base, head)
    assert ("response_condition_lifted", "error") in rules(head, base)


def test_a_reference_that_leads_nowhere_is_told_once_and_read_on() -> None:
    lost = {"$ref": "#/$defs/Lost"}
    base = document({"type": "object", "properties": {"a": WORD, "b": WORD}}, WIDER)
    head = document({"type": "object", "properties": {"a": lost, "b": WORD}}, NARROWER)
    found = rules(base, head)
    assert ("reference_broken", "warning") in found
    assert ("request_enum_value_removed", "error") in found
    assert compare(head, head) == []
    more = document({"type": "object", "properties": {"a": lost, "b": WORD}}, WIDER)
    assert "reference_broken" not in {rule for rule, _ in rules(head, more)}


def test_alternatives_are_paired_by_their_constant_whatever_the_order() -> None:
    def score(kind: str, value: str) -> dict[str, Any]:
        told = {"properties": {"kind": {"enum": [kind]}}}
        return {"type": "object", "allOf": [told, WORD, {"properties": {"value": {"type": value}}}]}

    common = {"type": "object", "properties": {"name": {"type": "string"}}}
    parts = [score("N", "number"), score("B", "boolean"), score("T", "string")]
    base, head = document({"oneOf": parts}, common), document({"oneOf": parts[::-1]}, common)
    assert compare(base, head) == []
    more = [score("new", "array"), *parts]
    found = rules(base, document({"oneOf": more}, common))
    assert found == {("request_alternative_added", "info"), ("response_alternative_added", "error")}


def test_null_beside_a_reference_is_meant_in_3_0() -> None:
    def old(schema: Any) -> Document:
        plain = document(schema, {"type": "object"})
        return checked({**plain.value, "openapi": "3.0.3"}, "shop.json")

    beside, around = {**WORD, "nullable": True}, {"allOf": [WORD], "nullable": True}
    assert compare(old(beside), old(around)) == []
    assert ("response_null_allowed", "error") in rules(old(WORD), old(beside))


def test_webhooks_are_not_judged_by_credentials() -> None:
    def hook(security: Any) -> Document:
        operation = {"security": security, "responses": {"200": {}}}
        value = {"openapi": "3.1.0", "webhooks": {"sold": {"post": operation}}}
        return checked(value, "shop.json")

    assert compare(hook([]), hook([{"key": []}])) == []
