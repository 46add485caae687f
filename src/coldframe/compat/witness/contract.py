"""What a document allows a call to be, as JSON Schema: where a value breaks it.

OpenAPI 3.0 says `nullable` and `exclusiveMinimum: true` where JSON Schema 2020-12 says it otherwise
(OpenAPI 3.0.3, 4.7.24); a property that is read-only need not be sent, and one that is write-only
need not come (4.7.24.1).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.compat.rest.document import Document
from coldframe.compat.rest.operations import (
    VARIABLE,
    Operation,
    Parameter,
    parameters,
    read_surface,
)
from coldframe.compat.rest.references import Node, unescaped
from coldframe.compat.witness.bundle import Bundle, bundle

if TYPE_CHECKING:
    from coldframe.compat.witness.calls import Call

AT = "x-coldframe-at"
REQUEST, ANSWER = "request", "answer"
_HIDDEN = {REQUEST: "readOnly", ANSWER: "writeOnly"}


class Fault(NamedTuple):
    """A broken rule of the contract: the pointer of the schema or parameter, and what in it.

    ``keyword`` is that of JSON Schema, ``null`` where null is not allowed, and empty for what is
    no schema; ``names`` are properties that are missing, or may not be there.
    """

    pointer: str
    keyword: str = ""
    names: tuple[str, ...] = ()


class Contract:
    """One document, and the faults that values have by it."""

    def __init__(self, document: Document) -> None:
        self.bundle: Bundle = bundle(document)
        self.document = document._replace(value=self.bundle.value, files=None)
        self.surface = read_surface(self.document)
        self._by_label = {each.label: each for each in self.surface.operations.values()}
        self._schemas: dict[str, Any] = {}

    def operation(self, label: str) -> Operation | None:
        """The operation that reports call ``label``."""
        return self._by_label.get(label)

    def twin(self, operation: Operation) -> Operation | None:
        """The same operation of this document, whatever its path calls its variables."""
        return self.surface.operations.get(operation.key)

    def parameters(self, operation: Operation) -> dict[tuple[str, str], Parameter]:
        """The parameters by place and name."""
        return parameters(operation, self.surface.references)

    def body(self, operation: Operation) -> Node | None:
        """The declared body of a request."""
        node = operation.node.get("requestBody")
        return None if node is None else self.surface.references.object(node)

    def place(self, pointer: str) -> Any:
        """The value at ``pointer``; None if there is none."""
        value: Any = self.bundle.value
        for word in pointer.split("/")[1:]:
            key = unescaped(word)
            if isinstance(value, dict) and key in value:
                value = value[key]
            elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
                value = value[int(key)]
            else:
                return None
        return value

    def answer(self, operation: Operation, status: int) -> Node | None:
        """What is declared of the status."""
        declared = operation.node.children("responses")
        for word in (str(status), f"{status // 100}XX", f"{status // 100}xx", "default"):
            if word in declared:
                return self.surface.references.object(declared[word])
        return None

    def call_faults(self, operation: Operation, call: Call) -> list[Fault]:
        """What ``operation`` does not allow of ``call``: parameters, then the body."""
        found: list[Fault] = []
        for parameter in self.parameters(operation).values():
            given = _given(operation, parameter, call)
            if given is None:
                if parameter.required:
                    found.append(Fault(parameter.node.pointer))
                continue
            schema = schema_of(parameter.node)
            if schema is not None:
                found += self._text_faults(given[0], schema, parameter.place == "query")
        return found + self._body_faults(operation, call)

    def _text_faults(self, value: Any, schema: Node, typed: bool) -> list[Fault]:
        found = self.faults(value, schema, REQUEST)
        if found and isinstance(value, str) and not typed:
            with suppress(ValueError):  # a number or a truth value travels as a text
                return self.faults(json.loads(value), schema, REQUEST)
        return found

    def _body_faults(self, operation: Operation, call: Call) -> list[Fault]:
        body = self.body(operation)
        if body is None:
            return [Fault(operation.node.pointer)] if call.media_type else []
        if not call.media_type:
            return [Fault(body.pointer)] if body.value.get("required") is True else []
        media = media_of(body, call.media_type)
        if media is None:
            return [Fault(body.pointer)]
        schema = media.get("schema")
        if schema is None or isinstance(call.body, bytes):
            return []
        return self.faults(call.body, schema, REQUEST)

    def faults(self, value: Any, schema: Node, side: str) -> list[Fault]:
        """Where ``value`` breaks the schema at ``schema``, deepest places included."""
        from jsonschema import Draft202012Validator, FormatChecker

        whole = self._whole(side)
        validator = Draft202012Validator(
            {"$ref": f"coldframe:document{schema.pointer}"},
            registry=whole,
            format_checker=FormatChecker(),
        )
        return [fault for error in validator.iter_errors(value) for fault in _of(error)]

    def _whole(self, side: str) -> Any:
        if side not in self._schemas:
            from referencing import Registry, Resource
            from referencing.jsonschema import DRAFT202012

            old = self.document.version == "3.0"
            value = _marked(self.bundle.value, "#", old, _HIDDEN[side])
            resource = Resource.from_contents(value, default_specification=DRAFT202012)
            self._schemas[side] = Registry().with_resource("coldframe:document", resource)
        return self._schemas[side]


def schema_of(parameter: Node) -> Node | None:
    """The schema of a parameter, of its content if that has it."""
    contents = parameter.children("content").values()
    return parameter.get("schema") or next((each.get("schema") for each in contents), None)


def media_of(node: Node, name: str) -> Node | None:
    """The content of a body or an answer that is declared for a media type."""
    plain = name.partition(";")[0].strip().lower()
    contents = node.children("content")
    for form, media in contents.items():
        if form.partition(";")[0].strip().lower() == plain:
            return media
    wide = (f"{plain.partition('/')[0]}/*", "*/*")
    return next((media for form, media in contents.items() if form in wide), None)


def _given(operation: Operation, parameter: Parameter, call: Call) -> tuple[Any] | None:
    """The value that ``call`` has for a parameter, or None if it has none."""
    if parameter.place == "path":
        # The two documents may call a variable of the path differently.
        if parameter.name in operation.names:
            at = operation.names.index(parameter.name)
            given = list(call.path_parameters.values())
            ordered = [call.path_parameters.get(name) for name in VARIABLE.findall(call.path)]
            given = ordered if None not in ordered else given
            return (given[at],) if at < len(given) else None
        return None
    holder = {"query": call.query, "header": call.headers, "cookie": call.cookies}[parameter.place]
    if parameter.place == "header":
        lowered = {name.lower(): value for name, value in holder.items()}
        name = parameter.name.lower()
        return (lowered[name],) if name in lowered else None
    return (holder[parameter.name],) if parameter.name in holder else None


def _of(error: Any) -> Iterator[Fault]:
    if isinstance(error.schema, dict) and AT in error.schema:
        keyword = "null" if error.validator == "type" and error.instance is None else None
        yield Fault(error.schema[AT], keyword or str(error.validator), _names(error))
    for inner in error.context or ():
        yield from _of(inner)


def _names(error: Any) -> tuple[str, ...]:
    if not isinstance(error.instance, dict):
        return ()
    if error.validator == "required":
        return tuple(name for name in error.validator_value if name not in error.instance)
    if error.validator in ("additionalProperties", "unevaluatedProperties"):
        known = error.schema.get("properties", {})
        return tuple(name for name in error.instance if name not in known)
    return ()


def _marked(value: Any, at: str, old: bool, hidden: str) -> Any:
    """A copy in which each object knows its pointer, and schemas are those of JSON Schema."""
    if isinstance(value, list):
        return [_marked(each, f"{at}/{index}", old, hidden) for index, each in enumerate(value)]
    if not isinstance(value, dict):
        return value
    found = {
        key: _marked(each, f"{at}/{key.replace('~', '~0').replace('/', '~1')}", old, hidden)
        for key, each in value.items()
        if key not in ("example", "examples", "x-coldframe-at", "$id")
    }
    if _maps(at):
        return found
    found[AT] = at
    if old:
        _modern(found)
    listed, inner = found.get("required"), found.get("properties")
    if isinstance(listed, list) and isinstance(inner, dict):
        found["required"] = [
            name
            for name in listed
            if not (isinstance(inner.get(name), dict) and inner[name].get(hidden) is True)
        ]
    return found


def _maps(at: str) -> bool:
    """Whether the object at ``at`` has names of properties, components and the like for keys."""
    return at.rpartition("/")[2] in ("properties", "patternProperties", "$defs", "schemas")


def _modern(schema: dict[str, Any]) -> None:
    """Say in JSON Schema what 3.0 says in its own words."""
    if schema.pop("nullable", False) is True and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
        if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
            schema["enum"] = [*schema["enum"], None]
    for strict, plain in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(schema.get(strict), bool) and schema.pop(strict) and plain in schema:
            schema[strict] = schema.pop(plain)
