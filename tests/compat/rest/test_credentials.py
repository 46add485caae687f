"""Security schemes go by what they are: their names are keys within a document."""

from __future__ import annotations

from typing import Any

import pytest

from coldframe.compat.change import ERROR
from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import Document, checked

BEARER = {"type": "http", "scheme": "bearer"}
KEY = {"type": "apiKey", "in": "header", "name": "X-Key"}


def _oauth(address: str) -> dict[str, Any]:
    flow = {"tokenUrl": address, "scopes": {"read": "Read.", "write": "Write."}}
    return {"type": "oauth2", "flows": {"clientCredentials": flow}}


def _asks(schemes: dict[str, Any], *ways: dict[str, list[str]]) -> Document:
    operation = {"security": list(ways), "responses": {"204": {"description": "Done."}}}
    head = {"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}}
    components = {"securitySchemes": schemes}
    return checked(
        {**head, "paths": {"/a": {"put": operation}}, "components": components}, "shop.json"
    )


@pytest.mark.parametrize("scheme", [BEARER, KEY, _oauth("https://a.example/token")])
def test_another_name_changes_nothing(scheme: dict[str, Any]) -> None:
    old, new = (
        _asks({"HTTPBearer": scheme}, {"HTTPBearer": []}),
        _asks({"Own": scheme}, {"Own": []}),
    )
    assert compare(old, new) == []
    assert compare(new, old) == []


def test_scopes_are_compared_under_the_new_name() -> None:
    scheme = _oauth("https://a.example/token")
    old = _asks({"one": scheme}, {"one": ["read"]})
    new = _asks({"other": scheme}, {"other": ["read", "write"]})
    assert [each.rule for each in compare(old, new)] == ["scope_required"]


@pytest.mark.parametrize(
    ("old", "new"), [(BEARER, KEY), (_oauth("https://a.example"), _oauth("https://b.example"))]
)
def test_another_scheme_of_another_name_is_another(old: Any, new: Any) -> None:
    found = compare(_asks({"one": old}, {"one": []}), _asks({"other": new}, {"other": []}))
    assert "credentials_changed" in {each.rule for each in found if each.severity == ERROR}


def test_two_of_a_sort_cannot_be_told_apart() -> None:
    old = _asks({"a": BEARER, "b": BEARER}, {"a": []})
    new = _asks({"c": BEARER, "d": BEARER}, {"c": []})
    assert "credentials_changed" in {each.rule for each in compare(old, new)}


def test_a_name_that_stays_is_the_same_scheme_still() -> None:
    old = _asks({"a": BEARER}, {"a": []})
    new = _asks({"a": BEARER, "b": BEARER}, {"b": []})
    assert "credentials_changed" in {each.rule for each in compare(old, new)}
