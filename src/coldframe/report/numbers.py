"""Numbers in sentences."""

from __future__ import annotations


def counted(number: int, thing: str) -> str:
    """``1 file``, ``3,412 files``, ``no files``."""
    if number == 1:
        return f"1 {thing}"
    return f"{number:,} {thing}s" if number else f"no {thing}s"


def listed(*parts: str) -> str:
    """``a, b, c``: those that are not empty."""
    return ", ".join(part for part in parts if part)
