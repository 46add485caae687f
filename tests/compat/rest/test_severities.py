"""How grave a change of a schema is does not depend on where in a document the schema stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coldframe.compat.change import ERROR, INFO, WARNING
from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import Document, checked, read_value

TABLE = read_value(str(Path(__file__).with_name("severities.yaml")))
SEVERITIES = ("", INFO, WARNING, ERROR)


def _object(schema: Any) -> Any:
    return {"type": "object", "properties": {"p": schema}, "required": ["p"]}


def _places(name: str, schema: Any) -> dict[str, Any]:
    """``schema`` as the whole, within another, and by way of a component."""
    component = {"$ref": f"#/components/schemas/{name}"}
    return {
        "whole": schema,
        "component": component,
        "property": _object(schema),
        "item": {"type": "array", "items": component},
        "value": {"type": "object", "additionalProperties": schema},
        "part": {"allOf": [_object(component), {"type": "object", "properties": {"q": {}}}]},
        "alone in allOf": {"allOf": [component]},
        "within an alternative": {"oneOf": [_object(schema), {"type": "integer"}]},
        "deep": _object({"type": "array", "items": _object(component)}),
    }


def _document(schema: Any) -> Document:
    """One operation per place and side: it takes the schema, or gives it."""
    paths: dict[str, Any] = {}
    schemas = {"Asked": schema, "Given": schema}
    for place, asked in _places("Asked", schema).items():
        body = {"required": True, "content": {"application/json": {"schema": asked}}}
        given = {"content": {"application/json": {"schema": _places("Given", schema)[place]}}}
        paths[f"/{place}"] = {
            "put": {"requestBody": body, "responses": {"204": {"description": "Done."}}},
            "get": {"responses": {"200": {"description": "Here.", **given}}},
        }
    head = {"openapi": "3.1.0", "info": {"title": "Shop", "version": "1"}}
    return checked({**head, "paths": paths, "components": {"schemas": schemas}}, "shop.yaml")


def _texts(schema: Any) -> Document:
    """The schema where values travel as texts: in a parameter, and in a header of the answer."""
    parameter = {"name": "q", "in": "query", "schema": schema}
    header = {"required": True, "schema": schema}
    answers = {"200": {"description": "Here.", "headers": {"X-Thing": header}}}
    paths = {
        "/asked": {"get": {"parameters": [parameter], "responses": {"204": {"description": "."}}}},
        "/given": {"get": {"responses": answers}},
    }
    info = {"title": "Shop", "version": "1"}
    return checked({"openapi": "3.0.3", "info": info, "paths": paths}, "shop.yaml")


def _scalar(schema: Any) -> bool:
    return schema.get("type") in ("string", "integer", "number")


SCALARS = [name for name, pair in TABLE["narrower"].items() if all(map(_scalar, pair))]


def _worth(old: Any, new: Any) -> dict[str, tuple[str, str]]:
    """The gravest finding in the request and in the answer, of every place."""
    found: dict[str, str] = {}
    for change in compare(_document(old), _document(new)):
        for label in (change.subject, *change.others):
            gravest = max(found.get(label, ""), change.severity, key=SEVERITIES.index)
            found[label] = gravest
    return {
        place: (found.get(f"PUT /{place}", ""), found.get(f"GET /{place}", ""))
        for place in _places("", {})
    }


@pytest.mark.parametrize("name", TABLE["narrower"])
def test_what_narrows_breaks_requests_and_what_widens_breaks_answers(name: str) -> None:
    narrow, wide = TABLE["narrower"][name]
    assert set(_worth(wide, narrow).values()) == {(ERROR, INFO)}
    assert set(_worth(narrow, wide).values()) == {(INFO, ERROR)}


@pytest.mark.parametrize("name", SCALARS)
def test_texts_of_a_type_are_judged_like_values(name: str) -> None:
    narrow, wide = map(_texts, TABLE["narrower"][name])
    for old, new, broken in ((wide, narrow, "GET /asked"), (narrow, wide, "GET /given")):
        changes = compare(old, new)
        assert {each.subject for each in changes} == {"GET /asked", "GET /given"}
        assert {each.subject for each in changes if each.severity == ERROR} == {broken}


@pytest.mark.parametrize("name", TABLE["different"])
def test_what_is_another_thing_breaks_both(name: str) -> None:
    one, other = TABLE["different"][name]
    assert set(_worth(one, other).values()) == {(ERROR, ERROR)}
    assert set(_worth(other, one).values()) == {(ERROR, ERROR)}


@pytest.mark.parametrize("name", TABLE["same"])
def test_what_says_the_same_is_no_change(name: str) -> None:
    one, other = TABLE["same"][name]
    assert set(_worth(one, other).values()) == {("", "")}
    assert set(_worth(other, one).values()) == {("", "")}


@pytest.mark.parametrize("name", TABLE["told"])
def test_what_has_rules_of_its_own_is_judged_by_them(name: str) -> None:
    old, new, asked, given = TABLE["told"][name]
    assert set(_worth(old, new).values()) == {(asked, given)}
