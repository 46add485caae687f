"""Adds and removes lines of the many-line values in a ``setup.cfg``."""

from __future__ import annotations

import re
from typing import NamedTuple

_SECTION = re.compile(r"\[([^\]]+)\]")
_KEY = re.compile(r"([^\s=:#;\[][^=:]*?)[ \t]*[=:](.*)", re.DOTALL)


class Value(NamedTuple):
    """``key`` of ``section``: its first line, that of its last member, and the lines between.

    ``lines`` are the numbers, from 0, of the lines that hold members; the key's own line is
    one of them if something stands behind the equals sign.
    """

    section: str
    key: str
    first: int
    lines: tuple[int, ...]

    @property
    def last(self) -> int:
        """The last line that belongs to it."""
        return max((self.first, *self.lines))


class CfgText:
    """The sections and values of ``text``; lines keep their ends."""

    def __init__(self, text: str) -> None:
        self.lines: list[str] = re.findall(r"[^\n]*\n|[^\n]+", text)
        self.sections: dict[str, int] = {}  # the last line of each that holds something
        self.values: list[Value] = []
        section = ""
        for number, line in enumerate(self.lines):
            bare = line.strip()
            if not bare or bare[0] in "#;":
                continue
            head = _SECTION.match(line)
            if head is not None:
                section = head[1].strip()
            elif line[0] in " \t" and self.values and self.values[-1].section == section:
                value = self.values[-1]
                self.values[-1] = value._replace(lines=(*value.lines, number))
            elif (pair := _KEY.match(line)) is not None:
                own = (number,) if pair[2].strip() else ()
                self.values.append(Value(section, pair[1].strip(), number, own))
            self.sections[section] = number

    def value(self, section: str, key: str) -> Value | None:
        """The value of ``key``; ``-`` and ``_`` are one, where setuptools takes them for one."""
        for value in self.values:
            if value.section == section and value.key == key:
                return value
        return None


def with_member(text: str, section: str, key: str, member: str) -> str:
    """``text`` with one more line in the value of ``key`` in ``section``."""
    cfg = CfgText(text)
    value = cfg.value(section, key)
    values = [v for v in cfg.values if v.section == section]
    if value is not None:
        return _after(cfg, value.last, [_indent(cfg, values, value) + member])
    lines = [f"{key} =", _indent(cfg, values) + member]
    if values:
        last = values[-1]
        if last is not values[0] and not cfg.lines[last.first - 1].strip():
            lines.insert(0, "")
        return _after(cfg, last.last, lines)
    if section in cfg.sections:
        return _after(cfg, cfg.sections[section], lines)
    lines = [f"[{section}]", *lines]
    if text.strip():
        lines.insert(0, "")
    return _after(cfg, len(cfg.lines) - 1, lines)


def without_member(text: str, section: str, key: str, fits: re.Pattern[str]) -> str:
    """``text`` without the members of ``key`` that ``fits`` matches.

    A key that gets empty goes, and a section that gets empty.
    """
    cfg = CfgText(text)
    value = cfg.value(section, key)
    if value is None:
        return text
    gone = set()
    for number in value.lines:
        line = cfg.lines[number]
        if number == value.first:
            pair = _KEY.match(line)
            line = pair[2] if pair else ""
        if fits.fullmatch(line.strip()):
            gone.add(number)
    if not gone:
        return text
    if set(value.lines) <= gone:
        first = value.first
        if sum(v.section == section for v in cfg.values) == 1:
            first = max(n for n in range(first) if _SECTION.match(cfg.lines[n]))
        gone = set(range(first, value.last + 1))
        if first and not cfg.lines[first - 1].strip():
            gone.add(first - 1)
    elif value.first in gone:
        gone.remove(value.first)
        line = cfg.lines[value.first]
        end = line[len(line.rstrip("\r\n")) :]
        pair = _KEY.match(line)
        kept = len(line) - len(pair[2]) if pair else len(line)
        cfg.lines[value.first] = line[:kept] + end
    return _joined(cfg, gone)


def _joined(cfg: CfgText, gone: set[int]) -> str:
    kept: list[str] = [line for number, line in enumerate(cfg.lines) if number not in gone]
    if kept and cfg.lines and not cfg.lines[-1].endswith("\n") and len(cfg.lines) - 1 in gone:
        kept[-1] = kept[-1].rstrip("\r\n")
    return "".join(kept)


def _indent(cfg: CfgText, values: list[Value], value: Value | None = None) -> str:
    """How the members of ``value``, or else those of the others, are indented."""
    for one in ([value] if value else []) + values[::-1]:
        for number in reversed(one.lines):
            line = cfg.lines[number]
            if number != one.first:
                return line[: len(line) - len(line.lstrip())]
    return "    "


def _after(cfg: CfgText, number: int, lines: list[str]) -> str:
    """The text with ``lines`` below line ``number``."""
    first = cfg.lines[0] if cfg.lines else "\n"
    newline = "\r\n" if first.endswith("\r\n") else "\n"
    head, tail = cfg.lines[: number + 1], cfg.lines[number + 1 :]
    block = newline.join(lines)
    if head and not head[-1].endswith("\n"):
        return "".join(head) + newline + block + "".join(tail)
    return "".join(head) + block + newline + "".join(tail)
