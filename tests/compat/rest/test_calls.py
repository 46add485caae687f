"""Webhooks and callbacks: what the server sends is judged as an answer is."""

from __future__ import annotations

from typing import Any

import pytest

from coldframe.compat.change import ERROR, INFO, WARNING
from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import Document, checked

BODY = {"content": {"application/json": {"schema": {"type": "object"}}}}
TWO = {"content": {**BODY["content"], "application/xml": {}}}
ALWAYS = {**BODY, "required": True}


def _signed(**more: Any) -> dict[str, Any]:
    parameter = {"name": "X-Signature", "in": "header", "schema": {"type": "string"}, **more}
    return {"parameters": [parameter]}


def _webhook(call: dict[str, Any]) -> Document:
    return _document({"webhooks": {"sold": {"post": _heard(call)}}})


def _callback(call: dict[str, Any]) -> Document:
    expression = {"{$request.body#/url}": {"post": _heard(call)}}
    operation = _heard({"callbacks": {"sold": expression}})
    return _document({"paths": {"/orders": {"post": operation}}})


def _heard(call: dict[str, Any]) -> dict[str, Any]:
    return {"responses": {"204": {"description": "Heard."}}, **call}


def _document(parts: dict[str, Any]) -> Document:
    head = {"openapi": "3.1.0", "info": {"title": "Shop", "version": "1"}}
    return checked({**head, **parts}, "shop.json")


@pytest.mark.parametrize("document", [_webhook, _callback])
@pytest.mark.parametrize(
    ("less", "more", "severity"),
    [
        ({}, {"requestBody": BODY}, ERROR),
        ({}, {"requestBody": ALWAYS}, ERROR),
        ({"requestBody": BODY}, {"requestBody": ALWAYS}, ERROR),
        ({"requestBody": TWO}, {"requestBody": BODY}, ERROR),
        (_signed(), _signed(required=True), ERROR),
        ({}, _signed(required=True), ERROR),
        ({}, _signed(), WARNING),
    ],
)
def test_what_is_sent_more_is_harmless_and_what_is_sent_less_is_not(
    document: Any, less: Any, more: Any, severity: str
) -> None:
    base, head = document(less), document(more)
    assert {each.severity for each in compare(base, head)} == {INFO}
    assert {each.severity for each in compare(head, base)} == {severity}


def test_defaults_of_what_the_server_sends_are_nothing() -> None:
    base, head = (
        _webhook(_signed(schema={"type": "string", "default": each})) for each in ("a", "b")
    )
    assert compare(base, head) == []
