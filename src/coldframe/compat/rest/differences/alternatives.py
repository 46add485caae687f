"""Which alternative of one union is which of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coldframe.compat.rest.differences.difference import Side
from coldframe.compat.rest.normal import Normal
from coldframe.compat.rest.schema import Schema, key_of

if TYPE_CHECKING:
    from coldframe.compat.rest.differences.schemas import Result

Mark = frozenset[str]
Marks = tuple[list[Mark], list[Mark]]
Pair = tuple[Schema, Schema, "Result"]


def matched(
    base: Schema,
    head: Schema,
    side: Side,
    compare: Callable[[Schema, Schema, Side], Result],
    breaks: Callable[[Result, Side], bool],
    marked: Callable[[Sequence[Schema], Sequence[Schema]], Marks],
) -> tuple[list[Pair], list[Schema], list[Schema]]:
    """Pairs with their differences, alternatives that are lost, and those that are new.

    In a request each alternative of the base must be taken by some alternative of the head, in a
    response each of the head by one of the base.  The same name wins, if it is the only one; then
    the same constant, as of a discriminating property (``marked`` tells those of both sides); then
    whoever takes it without an error; then, if one of a kind is left on both sides, these two.
    """
    mine = [replace(each, nullable=False) for each in base.alternatives or (base,)]
    theirs = [replace(each, nullable=False) for each in head.alternatives or (head,)]
    names = (list(map(_named, mine)), list(map(_named, theirs)))
    constant = marked(mine, theirs)
    pairs: list[Pair] = []
    done_base: set[int] = set()
    done_head: set[int] = set()

    def pair(one: int, other: int, result: Result) -> None:
        pairs.append((mine[one], theirs[other], result))
        done_base.add(one)
        done_head.add(other)

    for marks in (names, constant):
        for one, other in _twins(*marks):
            if one not in done_base and other not in done_head:
                pair(one, other, compare(mine[one], theirs[other], side))
    # An alternative that asks must be taken; one that is taken may serve several.
    asking, taking = (mine, theirs) if side.asks else (theirs, mine)
    done_asking, done_taking = (done_base, done_head) if side.asks else (done_head, done_base)
    for one, schema in enumerate(asking):
        if one in done_asking:
            continue
        fits = []
        for other, twin in enumerate(taking):
            result = compare(schema, twin, side) if side.asks else compare(twin, schema, side)
            # An open object takes any other: two that have names are two things all the same.
            taken = other in done_taking
            if not breaks(result, side) and not (taken and schema.name and twin.name):
                fits.append((taken, len(result.own), other, result))
        if fits:
            taken, _, other, result = min(fits, key=lambda fit: fit[:3])
            if taken:
                done_asking.add(one)  # it is covered: nothing to report
            elif side.asks:
                pair(one, other, result)
            else:
                pair(other, one, result)
    for one, schema in enumerate(mine):
        if one in done_base:
            continue
        alike = [
            other
            for other, twin in enumerate(theirs)
            if other not in done_head and _alike(schema, twin)
        ]
        rivals = [
            index
            for index, rival in enumerate(mine)
            if index not in done_base and any(_alike(rival, theirs[other]) for other in alike)
        ]
        if len(alike) == 1 and rivals == [one]:
            pair(one, alike[0], compare(schema, theirs[alike[0]], side))
    lost = [each for index, each in enumerate(mine) if index not in done_base]
    gained = [each for index, each in enumerate(theirs) if index not in done_head]
    return pairs, lost, gained


def _named(schema: Schema) -> Mark:
    return frozenset((schema.name,)) if schema.name else frozenset()


def _twins(mine: list[Mark], theirs: list[Mark]) -> Iterator[tuple[int, int]]:
    """Places that share a mark which nobody else has on either side."""
    counts = [Counter(each for marks in part for each in marks) for part in (mine, theirs)]
    for one, marks in enumerate(mine):
        for mark in sorted(marks):
            if counts[0][mark] == counts[1][mark] == 1:
                yield one, next(at for at, others in enumerate(theirs) if mark in others)


def _alike(one: Schema, other: Schema) -> bool:
    """Whether they could be the same thing, changed."""
    if not one.types & other.types:
        return False
    if one.properties and other.properties:
        shared = one.properties.keys() & other.properties.keys()
        return len(shared) * 2 >= min(len(one.properties), len(other.properties))
    return bool(one.properties) == bool(other.properties)


def constants(schema: Schema, normal: Normal) -> Mark:
    """The properties of ``schema`` that can have one value only, each with that value."""
    found = set()
    for name, nodes in schema.properties.items():
        inner = normal.schema(nodes)
        if inner.enum is not None and len(inner.enum) == 1:
            found.add(f"{name}={key_of(inner.enum[0])}")
    return frozenset(found)
