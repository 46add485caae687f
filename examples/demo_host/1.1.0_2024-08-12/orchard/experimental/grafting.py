"""Which sort grows on which stock (experimental)."""

from orchard.experimental.utils import normal

PAIRS = {"boskoop": ("m9", "mm106")}


def fits(sort: str, stock: str) -> bool:
    return normal(stock) in PAIRS.get(normal(sort), ())
