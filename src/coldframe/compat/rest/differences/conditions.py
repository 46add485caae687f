"""Differences between what two schemas say further: ``not``, ``if``, ``propertyNames`` ..."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from coldframe.compat.rest.conditions import COUNTS, FURTHER, NAMED, SAME_WAY, refers, resolved
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
        elif word in COUNTS:
            if mine.get("contains") and theirs.get("contains"):  # else they limit nothing
                yield from _counts(word, one, other, (base.node, head.node), side)
        elif one and other and word == "dependentRequired":
            yield from _required(one, other, side)
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


def _counts(
    word: str, base: tuple[Node, ...], head: tuple[Node, ...], whole: tuple[Node, Node], side: Side
) -> Iterator[Difference]:
    """How many items must, or may, be as `contains` says: at least one, if nothing is said."""
    lowest = word == "minContains"
    pick = max if lowest else min
    was, now = (
        pick((each.value for each in nodes if isinstance(each.value, int)), default=default)
        for nodes, default in ((base, 1 if lowest else inf), (head, 1 if lowest else inf))
    )
    if was == now:
        return
    kind = "condition_set" if (now > was) == lowest else "condition_lifted"
    places = (*base[:1], whole[0])[0], (*head[:1], whole[1])[0]
    yield Difference(kind, side, *places, (("keyword", word),))


def _required(base: tuple[Node, ...], head: tuple[Node, ...], side: Side) -> Iterator[Difference]:
    """Names that must be there if another one is."""
    old, new = _pairs(base), _pairs(head)
    told = (("keyword", "dependentRequired"),)
    if new - old:
        yield Difference("condition_set", side, base[0], head[0], told)
    if old - new:
        yield Difference("condition_lifted", side, base[0], head[0], told)


def _pairs(nodes: tuple[Node, ...]) -> set[tuple[str, str]]:
    return {
        (name, str(wanted))
        for name, members in _members(nodes).items()
        for member in members
        for wanted in (member.value if isinstance(member.value, list) else ())
    }


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
