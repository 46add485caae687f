"""Two schemas compared, each pair once, however many operations use it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from coldframe.compat.change import ERROR
from coldframe.compat.rest.differences.alternatives import Marks, constants, matched
from coldframe.compat.rest.differences.conditions import further_differences, told_by_parts
from coldframe.compat.rest.differences.difference import Difference, Side
from coldframe.compat.rest.differences.objects import (
    Inside,
    list_differences,
    object_differences,
)
from coldframe.compat.rest.differences.reach import reached
from coldframe.compat.rest.differences.unchanged import parts, written_the_same
from coldframe.compat.rest.differences.values import value_differences
from coldframe.compat.rest.inheritance import made_of_alternatives
from coldframe.compat.rest.kinds import severity_of
from coldframe.compat.rest.levels import preview
from coldframe.compat.rest.normal import Normal
from coldframe.compat.rest.operations import Operation
from coldframe.compat.rest.references import Node
from coldframe.compat.rest.schema import Schema
from coldframe.compat.rest.untouched import Untouched

Key = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...], Side]


class Result(NamedTuple):
    """The differences between two schemas themselves, and the pairs to look at within them."""

    own: tuple[Difference, ...]
    within: tuple[Inside, ...]


class Root(NamedTuple):
    """Two schemas that an operation uses, and where."""

    operation: Operation
    pair: Inside
    side: Side
    trail: tuple[str, ...]
    stage: str


class SchemaDifferences:
    """Compares schemas of ``old`` with schemas of ``new``."""

    def __init__(self, old: Normal, new: Normal, untouched: Untouched) -> None:
        self.old, self.new = old, new
        self._untouched = untouched
        self._same_dialect = old.old == new.old
        self._results: dict[Key, Result] = {}
        self._breaking: dict[Key, bool] = {}
        self._roots: list[Root] = []

    def same(self, old: Node, new: Node) -> bool:
        """Whether both are written the same, and so is all that they refer to."""
        return self._untouched.pair((old,), (new,))

    def root(
        self, operation: Operation, base: tuple[Node, ...], head: tuple[Node, ...], side: Side,
        trail: tuple[str, ...], stage: str = "",
    ) -> None:  # fmt: skip
        """Take note of two schemas that ``operation`` uses, at ``trail``."""
        if not self._untouched.pair(base, head):
            self._roots.append(Root(operation, Inside("", base, head), side, trail, stage))

    def found(self) -> Iterator[tuple[Difference, Operation, tuple[str, ...]]]:
        """Every difference below the roots, once; the operation that it is told of, and all.

        Components refer to each other in circles, and all operations may reach all of them, so
        who reaches what is counted with one bit per operation.  A stable operation is named
        before one that is a preview.
        """
        roots = sorted(self._roots, key=lambda root: preview(root.operation.stage))
        labels = list(dict.fromkeys(root.operation.label for root in roots))
        numbers = {label: at for at, label in enumerate(labels)}
        named: dict[int, tuple[str, ...]] = {}
        first: dict[Key, tuple[Root, tuple[str, ...]]] = {}
        marks: dict[Key, int] = {}
        pairs: dict[Key, Inside] = {}
        for root in roots:
            key = _key(root.pair, root.side)
            first.setdefault(key, (root, root.trail))
            pairs.setdefault(key, root.pair)
            marks[key] = marks.get(key, 0) | 1 << numbers[root.operation.label]
        edges: dict[Key, list[Key]] = {}
        waiting = list(first)
        for key in waiting:
            root, trail = first[key]
            edges[key] = []
            for inner in self.result(pairs[key], key[2]).within:
                within = _key(inner, key[2].below(inner.word))
                edges[key].append(within)
                if within not in first:
                    first[within] = root, (*trail, inner.word) if inner.word else trail
                    pairs[within] = inner
                    waiting.append(within)
        masks = reached(edges, marks)
        for key, (root, trail) in first.items():
            own = self.result(pairs[key], key[2]).own
            if not own:
                continue
            mask = masks[key]
            if mask not in named:
                named[mask] = tuple(label for at, label in enumerate(labels) if mask >> at & 1)
            for difference in own:
                yield (
                    difference._replace(
                        trail=(*trail, *difference.trail), stage=difference.stage or root.stage
                    ),
                    root.operation,
                    named[mask],
                )

    def result(self, pair: Inside, side: Side) -> Result:
        """What two nodes differ in, without what is within them."""
        key = _key(pair, side)
        found = self._results.get(key)
        if found is None:
            if self._same_dialect and self._parts_tell(pair):
                one, other = pair.base[0], pair.head[0]
                references = self.old.references, self.new.references
                same = self._untouched.values
                found = Result((), tuple(parts(one, other, side, *references, same)))
            else:
                base, head = self.old.schema(pair.base), self.new.schema(pair.head)
                found = self._compared(base, head, side)
            touched = tuple(
                inner for inner in found.within if not self._untouched.pair(inner.base, inner.head)
            )
            found = self._results[key] = Result(found.own, touched)
        return found

    def breaks(self, pair: Inside, side: Side) -> bool:
        """Whether anything from these two nodes down is an error; circles are taken for none."""
        key = _key(pair, side)
        if key not in self._breaking:
            self._breaking[key] = False  # while it is looked at
            result = self.result(pair, side)
            self._breaking[key] = self.result_breaks(result, side)
        return self._breaking[key]

    def _parts_tell(self, pair: Inside) -> bool:
        """Whether only what the two refer to can differ."""
        return written_the_same(pair.base, pair.head) and not (
            not told_by_parts(pair.base[0].value)
            or made_of_alternatives(pair.base[0], self.old.references)
            or made_of_alternatives(pair.head[0], self.new.references)
        )

    def result_breaks(self, result: Result, side: Side) -> bool:
        """Whether the differences of ``result``, or any within, are errors."""
        return any(severity_of(each) == ERROR for each in result.own) or any(
            self.breaks(inner, side.below(inner.word)) for inner in result.within
        )

    def _compared(self, base: Schema, head: Schema, side: Side) -> Result:
        if base.origin is not None and head.origin is not None:
            own = _null(base, head, side)
            return Result(tuple(own), (Inside("", (base.origin,), (head.origin,)),))
        if base.missing != head.missing:
            return Result((), ())  # what is not known is not compared; the reference is reported
        if base.alternatives or head.alternatives:
            return self._unions(base, head, side)
        return self._plain(base, head, side)

    def _plain(self, base: Schema, head: Schema, side: Side) -> Result:
        own: list[Difference] = []
        within: list[Inside] = []
        for each in (
            *value_differences(base, head, side),
            *object_differences(base, head, side, self.old, self.new),
            *list_differences(base, head, side),
            *further_differences(base, head, side, self.old, self.new),
        ):
            if isinstance(each, Inside):
                within.append(each)
            else:
                own.append(each)
        return Result(tuple(own), tuple(within))

    def _unions(self, base: Schema, head: Schema, side: Side) -> Result:
        own: list[Difference] = []
        within: list[Inside] = []
        own += _null(base, head, side)
        pairs, lost, gained = matched(
            base, head, side, self._plain, self.result_breaks, self._constants
        )
        seen = set()
        for _, _, result in pairs:
            for difference in result.own:
                mark = (difference.kind, difference.told, difference.base[:2], difference.head[:2])
                if mark not in seen and difference.kind not in ("null_allowed", "null_forbidden"):
                    seen.add(mark)
                    own.append(difference)
            within += [inner for inner in result.within if inner not in within]
        if side.asks and head.exclusive and not base.alternatives:
            own += self._overlap(base, head, side)
        for each in lost:
            own.append(
                Difference(
                    "alternative_removed", side, each.node, head.node, (("name", _name(each)),)
                )
            )
        for each in gained:
            own.append(
                Difference(
                    "alternative_added", side, base.node, each.node, (("name", _name(each)),)
                )
            )
        if base.discriminator and head.discriminator and base.discriminator != head.discriminator:
            told = (("old", base.discriminator), ("new", head.discriminator))
            own.append(Difference("discriminator_changed", side, base.node, head.node, told))
        for value in sorted(base.mapping.keys() - head.mapping.keys()):
            if head.mapping:
                gone = (("name", value),)
                own.append(Difference("mapping_removed", side, base.node, head.node, gone))
        return Result(tuple(own), tuple(within))

    def _constants(self, base: Sequence[Schema], head: Sequence[Schema]) -> Marks:
        """The properties of each alternative that can have one value only, with the value."""
        return (
            [constants(each, self.old) for each in base],
            [constants(each, self.new) for each in head],
        )

    def _overlap(self, base: Schema, head: Schema, side: Side) -> list[Difference]:
        """Alternatives of which several take all that the base allows: oneOf refuses it then."""
        mine = replace(base, nullable=False)
        fits = [
            each
            for each in head.alternatives
            if not self.result_breaks(self._plain(mine, each, side), side)
        ]
        if len(fits) < 2:
            return []
        told = (("name", ", ".join(map(_name, fits))),)
        return [Difference("alternatives_overlap", side, base.node, head.node, told)]


def _null(base: Schema, head: Schema, side: Side) -> list[Difference]:
    if base.nullable == head.nullable or side.texts:
        return []
    kind = "null_allowed" if head.nullable else "null_forbidden"
    return [Difference(kind, side, base.node, head.node)]


def _name(schema: Schema) -> str:
    if schema.name:
        return schema.name
    types = schema.types - ({"integer"} if "number" in schema.types else frozenset())
    title = schema.node.value.get("title") if isinstance(schema.node.value, dict) else None
    return str(title) if title else " or ".join(sorted(types))


def _key(pair: Inside, side: Side) -> Key:
    return (
        tuple(node[:2] for node in pair.base),
        tuple(node[:2] for node in pair.head),
        side,
    )
