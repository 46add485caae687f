"""What the schemas say decides: values that jsonschema takes or refuses are the judge.

`oneOf` is left out: a value that fits two alternatives is a fault of the document.
"""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from coldframe.compat.change import ERROR
from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import Document, checked

WORDS = ("a", "b", "ab")
SCALARS = st.sampled_from([None, True, 0, 1, 2, 5, 1.5, "a", "b", "ab", "abc"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner),
    max_leaves=6,
)


def _plain() -> st.SearchStrategy[dict[str, Any]]:
    whole = st.integers(0, 3)
    return st.one_of(
        st.just({}),
        st.fixed_dictionaries({"type": st.sampled_from(["string", "boolean", "null"])}),
        st.fixed_dictionaries(
            {"type": st.just("integer")},
            optional={"minimum": whole, "maximum": whole, "exclusiveMinimum": whole},
        ),
        st.fixed_dictionaries(
            {"type": st.just("string")}, optional={"minLength": whole, "maxLength": whole}
        ),
        st.fixed_dictionaries({"enum": st.lists(SCALARS, min_size=1, max_size=3, unique_by=repr)}),
        st.fixed_dictionaries({"const": SCALARS}),
    )


def _within(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    names = st.lists(st.sampled_from(WORDS), max_size=2, unique=True)
    return st.one_of(
        st.fixed_dictionaries(
            # Closed, because a new property may have any type although an open object was
            # allowed to have it with another: nobody sends what no contract names.
            {"type": st.just("object"), "additionalProperties": st.just(False)},
            optional={
                "properties": st.dictionaries(st.sampled_from(WORDS), inner, max_size=2),
                "required": names,
            },
        ),
        st.fixed_dictionaries(
            {"type": st.just("array")},
            optional={"items": inner, "minItems": st.integers(0, 2), "maxItems": st.integers(0, 2)},
        ),
        st.fixed_dictionaries({"anyOf": st.lists(inner, min_size=1, max_size=2)}),
        st.fixed_dictionaries({"allOf": st.lists(inner, min_size=1, max_size=2)}),
    )


SCHEMAS = st.recursive(_plain(), _within, max_leaves=5)


def request(schema: Any) -> Document:
    body = {"content": {"application/json": {"schema": schema}}}
    operation = {"requestBody": body, "responses": {}}
    return checked({"openapi": "3.1.0", "paths": {"/a": {"post": operation}}}, "shop.json")


def response(schema: Any) -> Document:
    answer = {"description": "", "content": {"application/json": {"schema": schema}}}
    operation = {"responses": {"200": answer}}
    return checked({"openapi": "3.1.0", "paths": {"/a": {"get": operation}}}, "shop.json")


def rules(base: Document, head: Document) -> list[str]:
    return [change.rule for change in compare(base, head) if change.severity == ERROR]


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(SCHEMAS, SCHEMAS, st.lists(VALUES, max_size=12))
def test_a_value_that_is_no_longer_taken_is_an_error(
    base: dict[str, Any], head: dict[str, Any], values: list[Any]
) -> None:
    old, new = Draft202012Validator(base), Draft202012Validator(head)
    for value in values:
        if old.is_valid(value) and not new.is_valid(value):
            assert rules(request(base), request(head)), value
        if new.is_valid(value) and not old.is_valid(value):
            # New properties of an object that was closed are a warning: readers skip them.
            found = compare(response(base), response(head))
            assert [change for change in found if change.severity != "info"], value


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(SCHEMAS)
def test_nothing_has_changed_if_nothing_has_changed(schema: dict[str, Any]) -> None:
    for made in (request, response):
        assert compare(made(schema), made(schema)) == []
        # Neither do descriptions count, nor a union of one.
        told = {**schema, "description": "Other words."}
        assert rules(made(schema), made({"anyOf": [told]})) == []


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(SCHEMAS, SCHEMAS)
def test_optional_things_break_nobody(schema: dict[str, Any], more: dict[str, Any]) -> None:
    base = {"type": "object", "properties": {"a": schema}, "required": ["a"]}
    head = {**base, "properties": {"a": schema, "new": more}}
    assert rules(request(base), request(head)) == []
    assert rules(response(base), response(head)) == []
