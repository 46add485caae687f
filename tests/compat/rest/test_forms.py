"""Parts of a form travel by themselves: plain values as texts, objects as JSON."""

from __future__ import annotations

from typing import Any

import pytest

from coldframe.compat.change import ERROR
from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import Document, checked

WHOLE, TEXT = {"type": "integer"}, {"type": "string"}


def _form(part: Any, **more: Any) -> Document:
    schema = {"allOf": [{"$ref": "#/components/schemas/Form"}]}
    operation = {
        "requestBody": {"content": {"multipart/form-data": {"schema": schema, **more}}},
        "responses": {"204": {"description": "Done."}},
    }
    head = {"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}}
    form = {"type": "object", "properties": {"a": part}}
    components = {"schemas": {"Form": form}}
    return checked(
        {**head, "paths": {"/a": {"put": operation}}, "components": components}, "shop.json"
    )


def _inner(schema: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"b": schema}}


@pytest.mark.parametrize(
    ("old", "new", "breaks"),
    [
        (WHOLE, TEXT, False),
        (TEXT, WHOLE, True),
        ({"type": "array", "items": WHOLE}, {"type": "array", "items": TEXT}, False),
        (_inner(WHOLE), _inner(TEXT), True),
        ({"type": "array", "items": _inner(WHOLE)}, {"type": "array", "items": _inner(TEXT)}, True),
        (TEXT, _inner(TEXT), True),
    ],
)
def test_a_part_is_read_as_it_is_written(old: Any, new: Any, breaks: bool) -> None:
    found = [each for each in compare(_form(old), _form(new)) if each.severity == ERROR]
    assert bool(found) == breaks


def test_a_part_that_is_said_to_be_json_is_compared_as_such() -> None:
    json = {"encoding": {"a": {"contentType": "application/json"}}}
    found = compare(_form(WHOLE, **json), _form(TEXT, **json))
    assert [each.rule for each in found if each.severity == ERROR] == ["request_type_changed"]
