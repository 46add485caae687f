"""Sentences on lines of a terminal's width."""

from __future__ import annotations


def wrapped(text: str, first: str, width: int, rest: str | None = None) -> list[str]:
    """``text`` in lines: ``first`` begins the first, ``rest`` (default: ``first``) the others.

    Words are never broken: paths and names stay whole, even if a line becomes too long.
    """
    rest = first if rest is None else rest
    if text and text.isprintable() and "  " not in text and text == text.strip():
        return _filled(text.split(" "), first, width, rest)
    from textwrap import wrap  # for unusual white space; importing it takes a millisecond

    return wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first]


def _filled(words: list[str], first: str, width: int, rest: str) -> list[str]:
    lines = [first + words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(rest + word)
    return lines
