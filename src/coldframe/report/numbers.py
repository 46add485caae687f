"""Numbers in sentences."""

from __future__ import annotations

from collections.abc import Sequence


def counted(number: int, thing: str) -> str:
    """``1 file``, ``3,412 files``, ``no files``."""
    if number == 1:
        return f"1 {thing}"
    return f"{number:,} {thing}s" if number else f"no {thing}s"


def enumerated(names: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def listed(*parts: str) -> str:
    """``a, b, c``: those that are not empty."""
    return ", ".join(part for part in parts if part)
