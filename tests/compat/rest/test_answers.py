"""Answers that the other document describes under another status or media type."""

from __future__ import annotations

from typing import Any

import pytest

from coldframe.compat.change import ERROR, INFO
from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import Document, checked

TEXT = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
NUMBER = {"type": "object", "properties": {"name": {"type": "integer"}}, "required": ["name"]}


def _answers(*answers: tuple[str, str, Any]) -> Document:
    responses = {
        status: {"description": "Here.", "content": {form: {"schema": schema}}}
        for status, form, schema in answers
    }
    head = {"openapi": "3.1.0", "info": {"title": "Shop", "version": "1"}}
    return checked({**head, "paths": {"/a": {"get": {"responses": responses}}}}, "shop.json")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("2XX", "application/json"), ("200", "application/json")),
        (("200", "application/json"), ("2XX", "application/json")),
        (("default", "application/json"), ("200", "application/json")),
        (("200", "*/*"), ("200", "application/json")),
        (("200", "application/*"), ("200", "application/json")),
        (("200", "application/json"), ("200", "*/*")),
    ],
)
def test_what_described_it_before_is_what_it_is_compared_with(
    old: tuple[str, str], new: tuple[str, str]
) -> None:
    same = compare(_answers((*old, TEXT)), _answers((*new, TEXT)))
    assert {each.severity for each in same} <= {INFO}
    found = compare(_answers((*old, TEXT)), _answers((*new, NUMBER)))
    assert {each.rule for each in found if each.severity == ERROR} == {"response_type_changed"}


def test_a_range_may_become_several_forms() -> None:
    base = _answers(("200", "*/*", TEXT))
    content = {form: {"schema": NUMBER} for form in ("application/json", "application/xml")}
    head = _answers()
    head.value["paths"]["/a"]["get"]["responses"] = {
        "200": {"description": "Here.", "content": content}
    }
    places = {each.head.pointer for each in compare(base, head) if each.severity == ERROR}
    assert len(places) == 2


@pytest.mark.parametrize("status", ["default", "2XX"])
def test_a_status_told_beside_what_holds_it_is_no_change_of_that(status: str) -> None:
    old = (status, "application/json", TEXT)
    new = ("200", "application/json", NUMBER)
    assert {each.rule for each in compare(_answers(old), _answers(old, new))} == {"status_added"}


def test_a_range_of_which_nothing_is_left_is_gone() -> None:
    base = _answers(("200", "application/json", TEXT), ("3XX", "application/json", TEXT))
    head = _answers(("200", "application/json", TEXT))
    assert [each.rule for each in compare(base, head)] == ["status_removed"]
