"""Calls that are made up keep to the base, and break just what the finding is about."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import Document, checked
from coldframe.compat.witness.calls import Calls
from coldframe.compat.witness.concern import Concern, concern_of
from coldframe.compat.witness.contract import Contract, Fault
from coldframe.compat.witness.search import breaking_call

VALUES: dict[str, tuple[Any, Any]] = {
    "request_max_length_lowered": (
        {"type": "string", "maxLength": 900},
        {"type": "string", "maxLength": 800},
    ),
    "request_minimum_raised": (
        {"type": "integer", "minimum": 1_000_000},
        {"type": "integer", "minimum": 1_000_001},
    ),
    "request_enum_value_removed": ({"enum": ["a", "b"]}, {"enum": ["a"]}),
    "request_null_forbidden": ({"type": ["string", "null"]}, {"type": "string"}),
    "request_type_changed": ({"type": "string"}, {"type": "integer"}),
    "request_min_items_set": ({"type": "array"}, {"type": "array", "minItems": 3}),
    "request_more_properties_forbidden": (
        {"type": "object"},
        {"type": "object", "additionalProperties": False},
    ),
}


def document(value: Any, version: str = "3.1.0") -> Document:
    schema = {"type": "object", "required": ["value"], "properties": {"value": value}}
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    operation = {"requestBody": body, "responses": {"200": {"description": "Done."}}}
    told = {"openapi": version, "info": {"title": "Shop", "version": "1"},
            "paths": {"/a": {"post": operation}}}  # fmt: skip
    return checked(told, "shop.json")


@pytest.mark.parametrize("rule", VALUES)
def test_a_call_is_found_and_small(rule: str) -> None:
    base, head = (document(each) for each in VALUES[rule])
    change = next(each for each in compare(base, head) if each.rule == rule)
    old, new = Contract(base), Contract(head)
    operation = old.operation("POST /a")
    assert operation is not None
    about = concern_of(change, new.bundle.pointer(change.head))
    found = breaking_call(old, new, Calls(old.document), operation, change.base.pointer, about)
    assert found is not None
    call, alone = found
    assert alone and list(call.body) == ["value"]
    assert old.call_faults(operation, call) == []
    assert new.call_faults(operation, call)


PLAIN = st.one_of(
    st.builds(lambda n: {"type": "string", "maxLength": n}, st.integers(0, 5)),
    st.builds(lambda n: {"type": "integer", "minimum": n}, st.integers(-5, 5)),
    st.builds(lambda v: {"enum": v}, st.lists(st.sampled_from("abc"), min_size=1, unique=True)),
    st.just({"type": ["string", "null"]}),
    st.just({"type": "boolean"}),
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(PLAIN, PLAIN)
def test_no_call_is_made_that_the_base_does_not_allow(one: Any, other: Any) -> None:
    base, head = document(one), document(other)
    old, new = Contract(base), Contract(head)
    operation = old.operation("POST /a")
    assert operation is not None
    for change in compare(base, head):
        if change.severity != "error":
            continue
        about = concern_of(change, change.head.pointer)
        found = breaking_call(old, new, Calls(old.document), operation, change.base.pointer, about)
        if found is not None:
            assert old.call_faults(operation, found[0]) == []
            assert any(about.holds(fault) for fault in new.call_faults(operation, found[0]))


def test_3_0_is_read_in_its_own_words() -> None:
    contract = Contract(document({"type": "integer", "nullable": True, "minimum": 3,
                                  "exclusiveMinimum": True}, "3.0.3"))  # fmt: skip
    operation = contract.operation("POST /a")
    assert operation is not None
    (call, *_) = Calls(contract.document).of(operation)
    for value, good in ((None, True), (4, True), (3, False), ("a", False)):
        faults = contract.call_faults(operation, call._replace(body={"value": value}))
        assert (faults == []) is good, value


def test_what_is_read_only_need_not_be_sent() -> None:
    contract = Contract(document({"type": "string", "readOnly": True}, "3.0.3"))
    operation = contract.operation("POST /a")
    assert operation is not None
    (call, *_) = Calls(contract.document).of(operation)
    assert contract.call_faults(operation, call._replace(body={})) == []


def test_a_fault_of_another_property_is_another_matter() -> None:
    about = Concern("#/a/properties/new", ("required",), "new")
    assert about.holds(Fault("#/a", "required", ("new", "old")))
    assert not about.holds(Fault("#/a", "required", ("old",)))
    assert not about.holds(Fault("#/a/properties/old", "type"))
    assert not Concern("#/a", ("maxLength",)).holds(Fault("#/a", "null"))
    assert Concern("#/a").holds(Fault("#/a/items/properties/b", "type"))
