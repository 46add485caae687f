from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shop.preview.gold import Gold


def price(of: "Gold | None") -> int:
    return 1
