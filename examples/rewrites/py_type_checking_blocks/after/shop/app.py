from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Annotated, Literal

if TYPE_CHECKING:
    import shop.customers.cards.points as points_module
    from shop.customers import cards as loyalty
    from shop.customers.cards.points import Points
elif typing.TYPE_CHECKING:
    from .customers.cards import points


def total(
    a: Points,
    b: "shop.customers.cards.points.Points",
    c: "list[shop.customers.cards.points.Points] | None",
    d: Annotated["loyalty.points.Points", "shop.customers.cards"],
    e: Literal["shop.customers.cards"],
    f: loyalty.points.Points,
    g: "points_module.Points" = None,
) -> "dict[str, shop.customers.cards.points.Points]":
    x: "shop.customers.cards.points.Points"
    return typing.cast("shop.customers.cards.points.Points", a)
