"""Which features have to end before which: those that need a feature, or that it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature


class Order:
    """The order of one kind of ending; ``before`` are those that come directly before a module."""

    def __init__(self, before: Mapping[str, Sequence[Feature]]) -> None:
        self._before = before

    def first(self, module: str) -> list[Feature]:
        """Those that have to end directly before ``module``; none of them waits for it."""
        return [
            one
            for one in self._before.get(module, ())
            if all(other.module != module for other in self.earlier(one.module))
        ]

    def earlier(self, module: str) -> list[Feature]:
        """All that have to end before ``module``, the nearest ones first."""
        found = {one.module: one for one in self._before.get(module, ())}
        waiting = list(found)
        for name in waiting:
            for one in self._before.get(name, ()):
                if one.module not in found:
                    found[one.module] = one
                    waiting.append(one.module)
        return list(found.values())

    def ring(self, module: str) -> list[Feature]:
        """The shortest ring of features that wait for each other: ends with ``module`` itself.

        Empty if there is none, so that there is an order.
        """
        ways = [[one] for one in self._before.get(module, ())]
        seen = {way[-1].module for way in ways}
        for way in ways:
            if way[-1].module == module:
                return way
            for one in self._before.get(way[-1].module, ()):
                if one.module not in seen:
                    seen.add(one.module)
                    ways.append([*way, one])
        return []


def order_of_retirements(host: Host, living: Sequence[Feature]) -> Order:
    """What needs a feature goes before it."""
    from coldframe.resolve.retiring.refusals import dependents

    return Order(
        {feature.module: [one for one, _ in dependents(host, feature)] for feature in living}
    )


def order_of_promotions(host: Host, living: Sequence[Feature]) -> Order:
    """What a feature's code imports is promoted before it."""
    from coldframe.resolve.promoting.readiness import reached

    return Order(
        {
            feature.module: [one for _, _, one in reached(host, feature) if one is not None]
            for feature in living
        }
    )
