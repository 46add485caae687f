"""What releases of FastAPI and Pydantic write differently of one and the same application.

Pydantic 2.10 began to say which keys a dictionary takes, 2.12 how a decimal looks as a text, and
2.14 ceased to; before 2.9 limits of decimals were written with names that no schema knows.
FastAPI began to say more of its own error.  None of these says which release wrote a document, so
what only one of two documents knows at all is left out of both, if both are Pydantic's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from coldframe.compat.rest.document import Document

_DECIMAL = r"^(?!^[-+.]*$)[+-]?0*"  # how every pattern of a decimal begins
_LIMITS = {
    "gt": "exclusiveMinimum", "ge": "minimum", "lt": "exclusiveMaximum", "le": "maximum"
}  # fmt: skip
_ERROR = {"loc", "msg", "type"}
_SUFFIXES = ("-Input", "-Output")
_LOOKED_AT = 20  # components


def plain_name(name: str) -> str:
    """A component's name without what FastAPI adds where requests and responses differ."""
    for suffix in _SUFFIXES:
        name = name.removesuffix(suffix)
    return name


def alike(base: Document, head: Document) -> tuple[Document, Document]:
    """Both without what only one of them could say; the same two if there is no such thing.

    An ``operationId`` that several operations of one document have identifies none of them, and
    goes, too.
    """
    documents = [_identified(each) for each in (base, head)]
    if not all(_by_pydantic(each.value) for each in documents):
        return documents[0], documents[1]
    said = [_said(each.value) for each in documents]
    unsure = (said[0] ^ said[1]) | ((said[0] | said[1]) & {"limits", "error"})
    if unsure:
        documents = [each._replace(value=_without(each.value, unsure)) for each in documents]
    return documents[0], documents[1]


def _by_pydantic(value: Any) -> bool:
    """Whether a document has Pydantic's handwriting: objects and their properties have titles."""
    found = False
    for schema in list(_components(value).values())[:_LOOKED_AT]:
        held = schema.get("properties") if isinstance(schema, dict) else None
        if not isinstance(held, dict) or not held:
            continue
        typed = [each for each in held.values() if isinstance(each, dict) and "type" in each]
        if "title" not in schema or not all("title" in each for each in typed):
            return False
        found = True
    return found


def _components(value: Any) -> dict[str, Any]:
    held = value.get("components") if isinstance(value, dict) else None
    schemas = held.get("schemas") if isinstance(held, dict) else None
    return schemas if isinstance(schemas, dict) else {}


def _said(value: Any) -> set[str]:
    """What a document knows how to say."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            found.update(word for word, _ in _sayings(each))
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return found


def _sayings(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What one schema says that some releases do not, and with which key."""
    pattern = value.get("pattern")
    if isinstance(pattern, str) and pattern.startswith(_DECIMAL):
        yield "decimals", "pattern"
    if isinstance(value.get("propertyNames"), dict):
        yield "keys", "propertyNames"
    if isinstance(value.get("anyOf"), list) and any(word in value for word in _LIMITS):
        yield "limits", "anyOf"
    if value.get("title") == "ValidationError" and isinstance(value.get("properties"), dict):
        required = value.get("required")
        if isinstance(required, list) and all(name in required for name in _ERROR):
            yield "error", "properties"


def _without(value: Any, unsure: set[str]) -> Any:
    """A copy of ``value`` that does not say what is ``unsure``."""
    if isinstance(value, list):
        return [_without(each, unsure) for each in value]
    if not isinstance(value, dict):
        return value
    found = {key: _without(each, unsure) for key, each in value.items()}
    for word, key in _sayings(value):
        if word not in unsure:
            continue
        if word == "limits":
            found[key] = [_limited(each, value) for each in found[key]]
        elif word == "error":
            found[key] = {name: each for name, each in found[key].items() if name in _ERROR}
        else:
            del found[key]
    return found


def _limited(part: Any, whole: dict[str, Any]) -> Any:
    """One alternative, with the limits that stand beside all of them if it is of numbers."""
    if not isinstance(part, dict) or part.get("type") not in ("number", "integer"):
        return part
    return {**{word: whole[key] for key, word in _LIMITS.items() if key in whole}, **part}


def _identified(document: Document) -> Document:
    """Without the ids of operations that are not one operation's own."""
    paths = document.value.get("paths")
    if not isinstance(paths, dict):
        return document
    items = [item for item in paths.values() if isinstance(item, dict)]
    ids = Counter(
        each["operationId"]
        for item in items
        for each in item.values()
        if isinstance(each, dict) and isinstance(each.get("operationId"), str)
    )
    if not any(count > 1 for count in ids.values()):
        return document

    def own(each: Any) -> Any:
        if isinstance(each, dict) and ids[str(each.get("operationId"))] > 1:
            return {key: value for key, value in each.items() if key != "operationId"}
        return each

    kept = {
        path: {key: own(each) for key, each in item.items()} if isinstance(item, dict) else item
        for path, item in paths.items()
    }
    return document._replace(value={**document.value, "paths": kept})
