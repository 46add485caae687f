"""Schemas that list their heirs: `Pet: {oneOf: [Cat, Dog]}` and `Cat: {allOf: [Pet, ...]}`.

Taken by the letter, each of the two is made of the other.  Everybody means that a cat has what a
pet has, and that `Pet` alone is any of its heirs.
"""

from __future__ import annotations

from coldframe.compat.rest.references import Node, References
from coldframe.compat.rest.unions import UNIONS

Within = tuple[tuple[str, str], ...]  # files and pointers of the schemas that are being read


def leads_back(node: Node, within: Within, references: References) -> bool:
    """Whether an alternative of the schema at ``node`` is made of a schema that is being read."""
    if not isinstance(node.value, dict) or not any(word in node.value for word in UNIONS):
        return False
    waiting = [part for word in UNIONS for part in node.listed(word)]
    seen: set[tuple[str, str]] = set()
    while waiting:
        part = waiting.pop()
        key = (part.path, part.pointer)
        if key in seen or not isinstance(part.value, dict):
            continue
        seen.add(key)
        if key in within:
            return True
        if isinstance(part.value.get("$ref"), str):
            waiting.append(references.step(part))
        waiting += part.listed("allOf")
    return False


def made_of_alternatives(node: Node, references: References) -> bool:
    """Whether the schema at ``node`` is made of one with alternatives, by `allOf`."""
    waiting = node.listed("allOf")
    seen: set[tuple[str, str]] = set()
    while waiting:
        part = waiting.pop()
        key = (part.path, part.pointer)
        if key in seen or not isinstance(part.value, dict):
            continue
        seen.add(key)
        if any(word in part.value for word in UNIONS):
            return True
        if isinstance(part.value.get("$ref"), str):
            waiting.append(references.step(part))
        waiting += part.listed("allOf")
    return False
