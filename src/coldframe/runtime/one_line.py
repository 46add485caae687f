"""Text of somebody else as a part of one line of a log."""

from __future__ import annotations


def one_line(text: str) -> str:
    """``text`` without anything that ends a line, moves a cursor or hides what is printed."""
    if text.isprintable():
        return text
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
