"""Schemas that list their heirs: `Pet: {oneOf: [Cat, Dog]}` and `Cat: {allOf: [Pet, ...]}`.

Taken by the letter, each of the two is made of the other.  Everybody means that a cat has what a
pet has, and that `Pet` alone is any of its heirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from coldframe.compat.rest.references import Node, References
from coldframe.compat.rest.unions import UNIONS

Within = tuple[tuple[str, str], ...]  # files and pointers of the schemas that are being read


def leads_back(node: Node, within: Within, references: References) -> bool:
    """Whether an alternative of the schema at ``node`` is made of a schema that is being read."""
    if not isinstance(node.value, dict):
        return False
    alternatives = [part for word in UNIONS for part in node.listed(word)]
    return any((part.path, part.pointer) in within for part in _made_of(alternatives, references))


def made_of_alternatives(node: Node, references: References) -> bool:
    """Whether the schema at ``node`` is made of one with alternatives, by `allOf`."""
    parts = _made_of(node.listed("allOf"), references)
    return any(word in part.value for part in parts for word in UNIONS)


def _made_of(parts: list[Node], references: References) -> Iterator[Node]:
    """``parts``, and all that they are made of by `$ref` and `allOf`, each once."""
    waiting = list(parts)
    seen: set[tuple[str, str]] = set()
    while waiting:
        part = waiting.pop()
        key = (part.path, part.pointer)
        if key in seen or not isinstance(part.value, dict):
            continue
        seen.add(key)
        yield part
        if isinstance(part.value.get("$ref"), str):
            waiting.append(references.step(part))
        waiting += part.listed("allOf")
