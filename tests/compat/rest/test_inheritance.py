"""A schema that lists its heirs, and heirs that are made of it: read whichever comes first."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import checked
from coldframe.declare.mistake import Mistake


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


PETS: dict[str, Any] = {
    "Pet": {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}},
        "discriminator": {"propertyName": "kind"},
        "oneOf": [_reference("Cat"), _reference("Puppy")],
    },
    "Cat": {"allOf": [_reference("Pet"), {"properties": {"lives": {"type": "integer"}}}]},
    "Dog": {"allOf": [_reference("Pet"), {"properties": {"barks": {"type": "boolean"}}}]},
    "Puppy": {"allOf": [_reference("Dog"), {"properties": {"weeks": {"type": "integer"}}}]},
}


def document(schemas: dict[str, Any], *names: str) -> Any:
    """Operations that give the schemas that are named, in this order."""
    paths = {}
    for name in names:
        answer = {"content": {"application/json": {"schema": _reference(name)}}}
        paths[f"/{name}"] = {"get": {"responses": {"200": answer}}}
    value = {"openapi": "3.0.3", "paths": paths, "components": {"schemas": schemas}}
    return checked(value, "pets.json")


ORDERS = [("Pet", "Cat", "Dog", "Puppy"), ("Puppy", "Dog", "Cat", "Pet"), ("Dog",), ("Cat", "Pet")]


@pytest.mark.parametrize("names", ORDERS)
def test_they_are_read_and_have_not_changed(names: tuple[str, ...]) -> None:
    more = copy.deepcopy(PETS)
    more["Pet"]["description"] = "An animal at home."  # so that it is not passed over unread
    assert compare(document(PETS, *names), document(more, *names)) == []


@pytest.mark.parametrize("names", ORDERS)
def test_what_all_have_is_found_by_all(names: tuple[str, ...]) -> None:
    more = copy.deepcopy(PETS)
    more["Pet"]["properties"]["kind"] = {"type": "integer"}
    found = compare(document(PETS, *names), document(more, *names))
    assert {each.rule for each in found} == {"response_type_changed"}
    reached = {found[0].subject, *found[0].others}
    assert reached == {f"GET /{name}" for name in names}


@pytest.mark.parametrize("names", ORDERS[:2])
def test_what_one_heir_has_is_found_in_it_and_in_the_whole(names: tuple[str, ...]) -> None:
    more = copy.deepcopy(PETS)
    more["Cat"]["allOf"][1]["properties"]["lives"] = {"type": "string"}
    found = compare(document(PETS, *names), document(more, *names))
    assert {"GET /Cat", "GET /Pet"} == {s for each in found for s in (each.subject, *each.others)}


def test_alternatives_of_each_other_alone_are_a_mistake_still() -> None:
    circle = {"A": {"oneOf": [_reference("B")]}, "B": {"oneOf": [_reference("A")]}}
    with pytest.raises(Mistake, match="made of itself"):
        compare(document(circle, "A"), document({"A": {"type": "string"}}, "A"))


def test_a_required_property_that_can_be_sent_now_must_be_sent() -> None:
    def taking(name: dict[str, Any]) -> Any:
        schema = {"type": "object", "required": ["name"], "properties": {"name": name}}
        body = {"content": {"application/json": {"schema": schema}}}
        operation = {"requestBody": body, "responses": {}}
        return checked({"openapi": "3.0.3", "paths": {"/a": {"post": operation}}}, "shop.json")

    base, head = taking({"type": "string", "readOnly": True}), taking({"type": "string"})
    assert [each.rule for each in compare(base, head)] == ["request_required_property_added"]
