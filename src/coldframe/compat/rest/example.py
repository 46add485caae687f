"""The example of a rule, as two whole documents.

An example of a kind is two schemas; it stands for one rule per side, and is put into a parameter,
a request, a response and a header.  An example of an operation's rule is two lists of paths.
"""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from coldframe.compat.rest.differences.difference import SIDES, Side
from coldframe.compat.rest.document import Document, checked, read_value
from coldframe.compat.rest.rules import BY_NAME


class Example(NamedTuple):
    """``head`` breaks the rule against ``base``; ``near``, if there is one, says the same
    otherwise."""

    base: Document
    head: Document
    near: Document | None


def example(rule: str, folder: str) -> Example:
    """The example of ``rule`` from ``folder`` (``examples/rest`` of the repository)."""
    if os.path.exists(path := os.path.join(folder, "operations", f"{rule}.yaml")):
        value = read_value(path)
        found = [_document(value.get(word), path) for word in ("base", "head", "near")]
    else:
        side = next(each for each in SIDES if rule.startswith(f"{each.word}_"))
        kind = rule.removeprefix(f"{side.word}_")
        path = os.path.join(folder, "schemas", f"{kind}.yaml")
        value = read_value(path)
        components = value.get("components", {})
        found = [
            _document(_around(value[word], side, components), path) if word in value else None
            for word in ("base", "head", "near")
        ]
    base, head, near = found
    assert base is not None and head is not None and rule in BY_NAME
    return Example(base, head, near)


def _around(schema: Any, side: Side, components: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": "Done."}
    operation: dict[str, Any] = {"responses": {"200": answer}}
    method = "get"
    if side.word == "parameter":
        operation["parameters"] = [{"name": "q", "in": "query", "schema": schema}]
    elif side.word == "request":
        method = "post"
        operation["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    elif side.word == "response":
        answer["content"] = {"application/json": {"schema": schema}}
    else:
        answer["headers"] = {"X-Thing": {"schema": schema}}
    return {"paths": {"/things": {method: operation}}, "components": {"schemas": components}}


def _document(value: dict[str, Any] | None, path: str) -> Document | None:
    if value is None:
        return None
    return checked({"openapi": "3.1.0", "info": {"title": "Shop", "version": "1"}, **value}, path)
