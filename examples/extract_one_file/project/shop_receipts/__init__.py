"""Receipts on paper."""

from shop.paper import WIDTH


def receipt(text: str) -> str:
    return f"{__name__}: {text}"[:WIDTH]
