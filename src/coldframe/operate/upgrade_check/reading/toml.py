"""TOML: every text, and every other value, under the path of its keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coldframe.operate.upgrade_check.setting import Piece, Setting, Unreadable

Where = tuple[str | int, ...]


def settings(data: bytes) -> list[Setting]:
    """Every value of the file; raises Unreadable."""
    import tomllib

    from coldframe.declare.toml_lines import lines_of
    from coldframe.regex import regex

    try:
        text = data.decode("utf-8-sig")
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        found = regex(r"\(at line (\d+)").search(str(error))
        raise Unreadable("no TOML", int(found[1]) if found else None) from None
    lines = lines_of(text)
    starts = [0]
    for line in data.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    starts[-1] -= 1
    by_setting: dict[Where, list[tuple[Where, Any]]] = {}
    for where, value in _leaves(values, ()):
        by_setting.setdefault(_owner(where), []).append((where, value))
    taken: set[int] = set()
    return [_setting(data, starts, lines, owner, held, taken) for owner, held in by_setting.items()]


def _leaves(value: Any, where: Where) -> Iterator[tuple[Where, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*where, key))
    elif isinstance(value, list) and value:
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*where, index))
    else:
        yield where, value


def _owner(where: Where) -> Where:
    """The key whose list a value is in."""
    while where and isinstance(where[-1], int):
        where = where[:-1]
    return where


def _piece(data: bytes, value: str, begin: int, end: int, taken: set[int]) -> Piece | None:
    """The first place of a text between quotes that no value before has taken."""
    for quote in (b'"', b"'"):
        needle = quote + value.encode() + quote
        at = data.find(needle, begin, end)
        while at in taken:
            at = data.find(needle, at + len(needle) - 1, end)
        if at >= 0:
            taken.add(at)
            return Piece(value.encode().decode("latin-1"), at + 1, (at, at + len(needle)))
    return None


def _setting(
    data: bytes,
    starts: list[int],
    lines: dict[Where, int],
    owner: Where,
    held: list[tuple[Where, Any]],
    taken: set[int],
) -> Setting:
    number = lines.get(owner, 1)
    pieces = []
    last = number
    for where, value in held:
        line = lines.get(where, number)
        last = max(last, line)
        begin, end = starts[line - 1], starts[line]
        sign = data.find(b"=", begin, end) if line == number else begin
        if isinstance(value, str) and (piece := _piece(data, value, max(sign, begin), end, taken)):
            pieces.append(piece)
    begin, end = starts[number - 1], starts[number]
    sign = data.find(b"=", begin, end)
    name = ".".join(str(part) for part in owner if isinstance(part, str))
    plain = last == number and len(held) == 1 and held[0][0] == owner
    key = (begin, sign + 1 if sign > 0 else begin)
    return Setting(name, number, begin, end, key, tuple(pieces), plain)
