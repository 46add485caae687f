"""Documents that are wrong are refused with their place; none of them hangs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coldframe.compat.diff import diff
from coldframe.compat.rest.files import document_of_file
from coldframe.declare.mistake import Mistake

GOOD = {"openapi": "3.1.0", "info": {"title": "Shop", "version": "1"}, "paths": {}}


def written(folder: Path, text: str, name: str = "openapi.yaml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "an OpenAPI document is an object"),
        ("[1, 2]", "an OpenAPI document is an object"),
        ("{", "no YAML"),
        ("swagger: '2.0'", "#/swagger: Swagger 2.0 is not read"),
        ("openapi: 3.1", "#/openapi: openapi: 3.1 is not known"),
        ("openapi: '4.0.0'", "#/openapi: openapi: '4.0.0' is not known"),
        ("openapi: 3.1.0\npaths: []", "#/paths: must be an object"),
        ("openapi: 3.1.0\na: &a\n  b: *a", "an alias stands for a value that contains it"),
        ("openapi: 3.1.0\na: !!python/object:os.system {}", "no YAML"),
        ("openapi: 3.1.0\n---\nopenapi: 3.1.0", "no YAML"),
    ],
)
def test_what_is_no_document_is_refused(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(Mistake) as caught:
        document_of_file(written(tmp_path, text))
    assert told in str(caught.value)
    assert "openapi.yaml" in str(caught.value)


def test_a_bomb_of_aliases_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    lines = ["openapi: 3.1.0", "a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    with pytest.raises(Mistake, match="aliases stand for more than"):
        document_of_file(written(tmp_path, "\n".join(lines)))


def test_days_numbers_and_yes_are_what_json_makes_of_them(tmp_path: Path) -> None:
    text = "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      responses:\n        200: {}\nx: [2024-01-01, yes, 1e3]"
    value = document_of_file(written(tmp_path, text)).value
    assert list(value["paths"]["/a"]["get"]["responses"]) == ["200"]
    assert value["x"] == ["2024-01-01", "yes", 1000.0]


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"$ref": "https://example.org/a.json"}, "on another machine"),
        ({"$ref": "../outside.json#/a"}, "outside of the document's repository or folder"),
        ({"$ref": "#/components/schemas/A"}, "this schema is made of itself"),
        ({"allOf": [{"$ref": "#/components/schemas/B"}]}, "this schema is made of itself"),
        ({"type": 7}, "7 names no type"),
        (7, "a schema is an object"),
    ],
)
def test_schemas_that_cannot_be_are_named_with_their_pointer(
    schema: object, told: str, tmp_path: Path
) -> None:
    def saved(name: str, more: object) -> str:
        answer = {"description": "", "content": {"application/json": {"schema": more}}}
        value = {
            **GOOD,
            "paths": {"/a": {"get": {"responses": {"200": answer}}}},
            "components": {
                "schemas": {
                    "A": {"$ref": "#/components/schemas/A"},
                    "B": {"anyOf": [{"$ref": "#/components/schemas/B"}, {"type": "string"}]},
                }
            },
        }
        return written(tmp_path, json.dumps(value), name)

    with pytest.raises(Mistake) as caught:
        diff(saved("base.json", {"type": "string"}), saved("head.json", schema))
    assert told in str(caught.value)
    assert "head.json: #/" in str(caught.value)


def test_a_schema_may_contain_itself(tmp_path: Path) -> None:
    def tree(leaf: str) -> str:
        schema = {
            "type": "object",
            "properties": {
                "leaf": {"type": leaf},
                "inner": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
            },
        }
        answer = {
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Tree"}}}
        }
        value = {
            **GOOD,
            "paths": {"/a": {"get": {"responses": {"200": answer}}}},
            "components": {"schemas": {"Tree": schema}},
        }
        return written(tmp_path, json.dumps(value), f"{leaf}.json")

    found = diff(tree("string"), tree("integer"))
    assert [change.rule for change in found.changes] == ["response_type_changed"]
    assert found.changes[0].message == "200.leaf: was string, and is integer"


def test_files_beside_the_document_are_followed(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    for name, kind in (("old", "string"), ("new", "integer")):
        written(tmp_path / "parts", f"Thing: {{type: {kind}}}", f"{name}.yaml")
        answer = {
            "content": {"application/json": {"schema": {"$ref": f"parts/{name}.yaml#/Thing"}}}
        }
        value = {**GOOD, "paths": {"/a": {"get": {"responses": {"200": answer}}}}}
        written(tmp_path, json.dumps(value), f"{name}.json")
    found = diff(str(tmp_path / "old.json"), str(tmp_path / "new.json"))
    assert [change.rule for change in found.changes] == ["response_type_changed"]
    assert found.changes[0].head.path.endswith("parts/new.yaml")
