"""The operations of a document, each with all that belongs to it."""

from __future__ import annotations

import re
from typing import NamedTuple

from coldframe.compat.rest.document import Document
from coldframe.compat.rest.references import Node, References

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
# Headers that OpenAPI describes elsewhere; parameters of these names are ignored (OAS, 4.8.12).
IGNORED_HEADERS = frozenset(("accept", "content-type", "authorization"))
VARIABLE = re.compile(r"\{([^{}]*)\}")


class Parameter(NamedTuple):
    """A parameter: ``place`` is path, query, header or cookie."""

    name: str
    place: str
    node: Node
    required: bool


class Operation(NamedTuple):
    """One method of one path.

    ``template`` is the path with its variables numbered, so that renaming one changes nothing;
    ``names`` are the variables' names in order.  ``sent`` is true for webhooks and callbacks, where
    the server asks and the caller answers.
    """

    method: str
    path: str
    template: str
    names: tuple[str, ...]
    node: Node
    item: Node
    sent: bool = False

    @property
    def label(self) -> str:
        """What people call it: ``GET /users/{id}``."""
        return f"{self.method.upper()} {self.path}"

    @property
    def key(self) -> tuple[str, str]:
        """The same for the same operation in two documents."""
        return self.method, self.template

    @property
    def stage(self) -> str:
        """``x-stability-level`` of the operation, or of its path."""
        for node in (self.node, self.item):
            level = node.value.get("x-stability-level")
            if isinstance(level, str):
                return level
        return ""


class Surface(NamedTuple):
    """A document with its operations by key."""

    document: Document
    references: References
    operations: dict[tuple[str, str], Operation]
    webhooks: dict[tuple[str, str], Operation]


def read_surface(document: Document) -> Surface:
    """The operations of ``document``.  Raises Mistake for what is no operation."""
    references = References(document)
    return Surface(
        document,
        references,
        _operations(references, "paths", sent=False),
        _operations(references, "webhooks", sent=True),
    )


def _operations(references: References, key: str, sent: bool) -> dict[tuple[str, str], Operation]:
    found: dict[tuple[str, str], Operation] = {}
    for path, node in references.root.children(key).items():
        if path.startswith("x-"):
            continue
        for operation in item_operations(references, path, node, sent):
            found.setdefault(operation.key, operation)
    return found


def item_operations(references: References, path: str, node: Node, sent: bool) -> list[Operation]:
    """The operations of one path item."""
    item = references.follow(node)
    if not isinstance(item.value, dict):
        raise references.mistake(node, "a path is an object", "Mend the document.")
    template = VARIABLE.sub("{}", path)
    if len(template) > 1:
        template = template.rstrip("/") if not sent else template
    names = tuple(VARIABLE.findall(path))
    found = []
    for method in METHODS:
        operation = item.get(method)
        if operation is None:
            continue
        if not isinstance(operation.value, dict):
            raise references.mistake(operation, "an operation is an object", "Mend the document.")
        found.append(Operation(method, path, template, names, operation, item, sent))
    return found


def parameters(operation: Operation, references: References) -> dict[tuple[str, str], Parameter]:
    """The parameters by place and name; those of the operation win over those of the path.

    Variables of the path go by their position, because callers never see their names.
    """
    found: dict[tuple[str, str], Parameter] = {}
    for node in (*operation.item.listed("parameters"), *operation.node.listed("parameters")):
        node = references.follow(node)
        value = node.value
        if not isinstance(value, dict) or not isinstance(value.get("name"), str):
            raise references.mistake(node, "a parameter needs a name", "Mend the document.")
        name, place = value["name"], str(value.get("in"))
        if place not in ("path", "query", "header", "cookie"):
            raise references.mistake(
                node, f"a parameter is not in {place!r}", "There are path, query, header, cookie."
            )
        key = name
        if place == "header":
            key = name.lower()
            if key in IGNORED_HEADERS:
                continue
        elif place == "path" and name in operation.names:
            key = str(operation.names.index(name))
        required = place == "path" or value.get("required") is True
        found[place, key] = Parameter(name, place, node, required)
    return found
