"""Receipts on paper."""

from ..paper import WIDTH


def receipt(text: str) -> str:
    return f"{__name__}: {text}"[:WIDTH]
