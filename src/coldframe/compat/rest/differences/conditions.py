"""Differences between what two schemas say further: ``not``, ``if``, ``propertyNames`` ..."""

from __future__ import annotations

from collections.abc import Iterator

from coldframe.compat.rest.conditions import FURTHER, NAMED, SAME_WAY, refers, resolved
from coldframe.compat.rest.differences.difference import Difference, Side
from coldframe.compat.rest.differences.objects import Inside
from coldframe.compat.rest.normal import Normal
from coldframe.compat.rest.references import Node
from coldframe.compat.rest.schema import Schema, key_of


def further_differences(
    base: Schema, head: Schema, side: Side, old: Normal, new: Normal
) -> Iterator[Difference | Inside]:
    """What is set, lifted or changed; and what to compare within."""
    if not base.further and not head.further:
        return
    mine, theirs = _by_word(base), _by_word(head)
    branches = _said(mine.get("if", ()), old) == _said(theirs.get("if", ()), new)
    for word in FURTHER:
        one, other = mine.get(word, ()), theirs.get(word, ())
        if one and other and word in NAMED:
            yield from _named(word, one, other, side)
        elif one and other and word in SAME_WAY and (branches or word not in ("then", "else")):
            yield Inside(word, one, other)
        else:
            yield from _texts(word, base, head, side, (old, new))


def _named(
    word: str, base: tuple[Node, ...], head: tuple[Node, ...], side: Side
) -> Iterator[Difference | Inside]:
    told = (("keyword", word),)
    mine, theirs = _members(base), _members(head)
    for name, nodes in mine.items():
        if name in theirs:
            yield Inside(name, nodes, theirs[name])
        else:
            yield Difference("condition_lifted", side, nodes[0], head[0], told)
    for name, nodes in theirs.items():
        if name not in mine:
            yield Difference("condition_set", side, base[0], nodes[0], told)


def _texts(
    word: str, base: Schema, head: Schema, side: Side, normals: tuple[Normal, Normal]
) -> Iterator[Difference]:
    told = (("keyword", word),)
    old = dict(_said(_by_word(base).get(word, ()), normals[0]))
    new = dict(_said(_by_word(head).get(word, ()), normals[1]))
    lost = [text for text in old if text not in new]
    gained = [text for text in new if text not in old]
    for one, other in zip(lost, gained, strict=False):
        yield Difference("condition_changed", side, old[one], new[other], told)
    for text in lost[len(gained) :]:
        yield Difference("condition_lifted", side, old[text], head.node, told)
    for text in gained[len(lost) :]:
        yield Difference("condition_set", side, base.node, new[text], told)


def _by_word(schema: Schema) -> dict[str, tuple[Node, ...]]:
    found: dict[str, tuple[Node, ...]] = {}
    for word, _, node in schema.further:
        found[word] = (*found.get(word, ()), node)
    return found


def _members(nodes: tuple[Node, ...]) -> dict[str, tuple[Node, ...]]:
    found: dict[str, tuple[Node, ...]] = {}
    for node in nodes:
        for name in node.value if isinstance(node.value, dict) else ():
            found[name] = (*found.get(name, ()), node.child(name))
    return found


def _said(nodes: tuple[Node, ...], normal: Normal) -> list[tuple[str, Node]]:
    return [(key_of(resolved(node, normal.references)), node) for node in nodes]


def told_by_parts(value: object) -> bool:
    """Whether two schemas that both are ``value`` differ only where their parts do."""
    return not isinstance(value, dict) or not any(
        refers(value[word]) for word in ("not", "if", "dependencies") if word in value
    )
