"""How parameters are written counts where it changes what is sent."""

from __future__ import annotations

from typing import Any

import pytest

from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import Document, checked


def _asks(parameter: dict[str, Any]) -> Document:
    operation = {
        "parameters": [{"name": "q", "in": "query", **parameter}],
        "responses": {"204": {"description": "Done."}},
    }
    head = {"openapi": "3.1.0", "info": {"title": "Shop", "version": "1"}}
    return checked({**head, "paths": {"/a": {"get": operation}}}, "shop.json")


def _content(kind: str, form: str = "application/json") -> dict[str, Any]:
    return {"content": {form: {"schema": {"type": kind}}}}


def _plain(kind: str) -> dict[str, Any]:
    return {"schema": {"type": kind}}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (_plain("string"), _content("string"), True),  # text in quotes
        (_content("string"), _plain("string"), True),
        (_plain("integer"), _content("integer"), False),
        (_plain("boolean"), _content("boolean"), False),
        (_plain("string"), _content("string", "text/plain"), False),
        (_plain("array"), _content("array"), True),
        (_plain("object"), {**_plain("object"), "style": "deepObject"}, True),
        (_plain("string"), {**_plain("string"), "explode": False}, False),
    ],
)
def test_it_is_told_where_values_look_otherwise(old: Any, new: Any, told: bool) -> None:
    rules = {each.rule for each in compare(_asks(old), _asks(new))}
    assert rules == ({"parameter_written_otherwise"} if told else set())
