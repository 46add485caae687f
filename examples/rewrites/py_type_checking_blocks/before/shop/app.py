from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Annotated, Literal

if TYPE_CHECKING:
    import shop.preview.loyalty.points as points_module
    from shop.preview import loyalty
    from shop.preview.loyalty.points import Points
elif typing.TYPE_CHECKING:
    from .preview.loyalty import points


def total(
    a: Points,
    b: "shop.preview.loyalty.points.Points",
    c: "list[shop.preview.loyalty.points.Points] | None",
    d: Annotated["loyalty.points.Points", "shop.preview.loyalty"],
    e: Literal["shop.preview.loyalty"],
    f: loyalty.points.Points,
    g: "points_module.Points" = None,
) -> "dict[str, shop.preview.loyalty.points.Points]":
    x: "shop.preview.loyalty.points.Points"
    return typing.cast("shop.preview.loyalty.points.Points", a)
