"""Sentences on lines of a terminal's width."""

from __future__ import annotations

from textwrap import wrap


def wrapped(text: str, first: str, width: int, rest: str | None = None) -> list[str]:
    """``text`` in lines: ``first`` begins the first, ``rest`` (default: ``first``) the others.

    Words are never broken: paths and names stay whole, even if a line becomes too long.
    """
    return wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first]
