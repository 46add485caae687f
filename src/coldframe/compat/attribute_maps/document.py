"""Attribute maps as an OpenAPI document, as Neutron serves them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from coldframe.compat.attribute_maps.entry import FILLED_IN, Attribute, Attributes
from coldframe.compat.rest.document import Document
from coldframe.declare.mistake import Mistake

_STAGE = "x-stability-level"
_PREVIEW = "preview"


class Mapped(NamedTuple):
    """A document, and the attribute or resource that each of its pointers is of."""

    document: Document
    attributes: dict[str, Attribute]


def mapped(found: Attributes, name: str) -> Mapped:
    """The document of ``found``; ``name`` stands for it in errors.

    A request may hold what can be sent and nothing else, as Neutron refuses the rest.  Of an
    answer only the types are said: limits are those of what is sent.
    """
    made = _Made()
    actions = [each for each in found.all if each.method]
    for resource, held in groupby(
        (each for each in found.all if not each.method),
        key=lambda each: each.name.rpartition(".")[0],
    ):
        made.resource(resource, list(held))
    for each in actions:
        made.action(each)
    value = {
        "openapi": "3.1.0",
        "info": {"title": name, "version": ""},
        "paths": made.paths,
        "components": {"schemas": made.schemas},
    }
    return Mapped(Document(name, "3.1", value), made.attributes)


class _Made:
    def __init__(self) -> None:
        self.paths: dict[str, dict[str, Any]] = {}
        self.schemas: dict[str, Any] = {}
        self.attributes: dict[str, Attribute] = {}

    def resource(self, name: str, held: list[Attribute]) -> None:
        """The operations on one resource."""
        first = held[0]
        stage = {_STAGE: _PREVIEW} if all(each.stage for each in held) else {}
        self._schema(f"{name}.create", [each for each in held if each.post], closed=True)
        self._schema(f"{name}.update", [each for each in held if each.put], closed=True)
        self._schema(name, [each for each in held if each.visible], closed=False)
        self.schemas[name]["required"] = sorted(self.schemas[name]["properties"])
        for each in held:
            if each.required:
                self.schemas[f"{name}.create"].setdefault("required", []).append(_bare(each))
        collection = name.rpartition("/")[2]
        many = {"type": "array", "items": _reference(name)}
        one = _answer(first.member, _reference(name))
        path, single = first.route, f"{first.route}/{{id}}"
        self.paths[path] = {
            "get": {**stage, "parameters": self._parameters(path, held),
                    **_answer(collection, many)},
        }  # fmt: skip
        self.paths[single] = {"get": {**stage, **one}}
        if any(each.post and _bare(each) not in FILLED_IN for each in held):
            body = _body(first.member, _reference(f"{name}.create"))
            self.paths[path]["post"] = {**stage, **body, **one}
            self.paths[single]["delete"] = {**stage, "responses": {"204": {"description": "."}}}
        if any(each.put for each in held):
            body = _body(first.member, _reference(f"{name}.update"))
            self.paths[single]["put"] = {**stage, **body, **one}
        for route in (path, single):
            self.attributes[f"#/paths/{_escaped(route)}"] = first._replace(name=name)

    def action(self, each: Attribute) -> None:
        """One thing that can be done with a member."""
        stage = {_STAGE: _PREVIEW} if each.stage else {}
        operation = {**stage, "responses": {"200": {"description": "."}}}
        self.paths.setdefault(each.route, {})[each.method] = operation
        self.attributes[f"#/paths/{_escaped(each.route)}"] = each

    def _schema(self, name: str, held: Iterable[Attribute], closed: bool) -> None:
        pointer = f"#/components/schemas/{_escaped(name)}"
        properties = {}
        for each in held:
            properties[_bare(each)] = _sent(each) if closed else _received(each)
            self.attributes[f"{pointer}/properties/{_escaped(_bare(each))}"] = each
            self.attributes.setdefault(pointer, each._replace(name=_resource(each)))
        self.schemas[name] = {"type": "object", "properties": properties}
        if closed:
            self.schemas[name]["additionalProperties"] = False

    def _parameters(self, path: str, held: list[Attribute]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for each in held:
            if each.filters:
                pointer = f"#/paths/{_escaped(path)}/get/parameters/{len(found)}"
                self.attributes[pointer] = each
                found.append({"name": _bare(each), "in": "query", "schema": {}})
        sorts = [_bare(each) for each in held if each.sorts]
        if sorts:
            keys = {"type": "array", "items": {"type": "string", "enum": sorts}}
            found.append({"name": "sort_key", "in": "query", "schema": keys})
        return found


def _resource(each: Attribute) -> str:
    return each.name.rpartition(".")[0]


def _bare(each: Attribute) -> str:
    return each.name.rpartition(".")[2]


def _sent(each: Attribute) -> dict[str, Any]:
    found: dict[str, Any] = {**_loaded(each, each.schema or "{}")}
    if each.default:
        found["default"] = _loaded(each, f'{{"is": {each.default}}}')["is"]
    return _staged(found, each)


def _loaded(each: Attribute, text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found
    raise Mistake(
        f"{each.name} is not written as `coldframe compat snapshot` writes it",
        "Write the snapshot again.",
        each.path,
    )


def _received(each: Attribute) -> dict[str, Any]:
    types = _loaded(each, each.schema or "{}").get("type")
    if types is None:
        return _staged({}, each)
    listed = types if isinstance(types, list) else [types]
    return _staged({"type": sorted({*listed, "null"})}, each)


def _staged(schema: dict[str, Any], each: Attribute) -> dict[str, Any]:
    return {**schema, _STAGE: _PREVIEW} if each.stage else schema


def _reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{_escaped(name)}"}


def _wrapped(word: str, schema: dict[str, Any]) -> dict[str, Any]:
    whole = {"type": "object", "properties": {word: schema}, "required": [word]}
    return {"content": {"application/json": {"schema": whole}}}


def _body(word: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, **_wrapped(word, schema)}}


def _answer(word: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"responses": {"200": {"description": ".", **_wrapped(word, schema)}}}


def _escaped(word: str) -> str:
    return word.replace("~", "~0").replace("/", "~1")
