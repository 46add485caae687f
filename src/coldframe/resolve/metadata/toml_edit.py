"""Adds and removes single keys of a TOML text, in the way in which its neighbours are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coldframe.resolve.metadata.toml_text import TomlText

if TYPE_CHECKING:
    from coldframe.declare.toml_lines import Where
    from coldframe.resolve.metadata.toml_text import Header, Item

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def quoted(text: str, like: str = '"') -> str:
    """``text`` as a TOML string, in the quotes of its neighbour ``like`` where they can be."""
    if (like[:1] == "'" or '"' in text) and "'" not in text and text.isprintable():
        return f"'{text}'"
    from coldframe.resolve.declaring.written_toml import value_text

    return value_text(text)


def key_text(name: str, like: Sequence[str] = ()) -> str:
    """``name`` as a key: bare if it can be, unless all neighbours ``like`` are quoted."""
    marks = {text[:1] for text in like}
    if _BARE.fullmatch(name) and not (marks and marks <= {'"', "'"}):
        return name
    return quoted(name, "'" if marks == {"'"} else '"')


def with_key(text: str, table: Where, name: str, value: str) -> str:
    """``text`` with ``name = value`` in ``table``, which comes into being if it must.

    ``value`` is TOML.  The table may be a header, braces, or only a part of dotted keys.
    """
    toml = TomlText(text)
    header = toml.header(table)
    if header is not None:
        return _under_header(toml, header, name, value)
    braces = toml.item(table)
    if braces is not None:
        return _in_braces(toml, braces, toml.under(table), name, value)
    dotted = [i for i in toml.under(table) if not i.inside]
    if dotted:
        last = dotted[-1]
        stem = text[last.start : _last_part(text, last)]
        like = [text[_last_part(text, i) : i.key_end] for i in dotted]
        line = f"{stem}{key_text(name, like)}{_equals(toml, last)}{value}"
        return _line_after(toml, last.end, _indent(toml, last) + line)
    return _new_table(toml, table, name, value)


def without_key(text: str, where: Where) -> str:
    """``text`` without the key at ``where``; a table that gets empty by that goes too."""
    toml = TomlText(text)
    item = toml.item(where)
    if item is None:
        return text
    if item.inside:
        siblings = toml.under(where[:-1])
        if len(siblings) == 1 and toml.item(where[:-1]):
            return without_key(text, where[:-1])
        return _without_member(text, siblings, siblings.index(item))
    header = next((h for h in reversed(toml.headers) if h.start < item.start), None)
    end = toml.line_end(item.end)
    if header is not None and len(toml.body(header)) == 1 and not _has_children(toml, header):
        start = toml.line_start(header.start)
        above = toml.line_start(start - 1) if start else 0
        if start and not text[above:start].strip():
            start = above
        return _cut(text, start, end)
    return _cut(text, toml.line_start(item.start), end)


def with_element(text: str, where: Where, value: str) -> str:
    """``text`` with the string ``value`` as the last element of the array at ``where``."""
    elements = TomlText(text).under(where)
    return with_last(text, where, quoted(value, elements[-1].kind if elements else '"'))


def with_last(text: str, where: Where, new: str) -> str:
    """``text`` with the TOML value ``new`` as the last element of the array at ``where``."""
    toml = TomlText(text)
    array = toml.item(where)
    if array is None:
        return text
    elements = toml.under(where)
    if not elements:
        return f"{text[: array.value]}[{new}]{text[array.end :]}"
    last = elements[-1]
    start = toml.line_start(last.start)
    if text[start : last.start].strip():  # on one line with others
        return f"{text[: last.end]}, {new}{text[last.end :]}"
    indent = text[start : last.start]
    behind = text[last.end :]
    comma = len(behind) - len(behind.lstrip(" \t"))
    if behind[comma : comma + 1] == ",":
        return _line_after(toml, last.end, f"{indent}{new},")
    text = f"{text[: last.end]},{behind}"
    return _line_after(TomlText(text), last.end, f"{indent}{new}")


def _has_children(toml: TomlText, header: Header) -> bool:
    """Whether the table has to stay, because an array of tables would lose its place."""
    return header.array and any(
        h.where[: len(header.where)] == header.where for h in toml.headers if h is not header
    )


def _cut(text: str, start: int, end: int) -> str:
    """``text`` without what is between; a file without a last newline stays one."""
    if end == len(text) and not text.endswith("\n") and text[:start].endswith("\n"):
        start -= 2 if text[:start].endswith("\r\n") else 1
    return text[:start] + text[end:]


def _without_member(text: str, siblings: list[Item], index: int) -> str:
    """``text`` without one of several members of braces or brackets, and without its comma."""
    item = siblings[index]
    if index:
        return text[: siblings[index - 1].end] + text[item.end :]
    return text[: item.start] + text[siblings[1].start :]


def _newline(text: str) -> str:
    at = text.find("\n")
    return "\r\n" if at > 0 and text[at - 1] == "\r" else "\n"


def _line_after(toml: TomlText, at: int, line: str) -> str:
    """The text with ``line`` below the one that ``at`` is in."""
    text, end = toml.text, toml.line_end(at)
    newline = _newline(text)
    line = line.replace("\n", newline)
    if text[:end].endswith("\n"):
        return text[:end] + line + newline + text[end:]
    return text[:end] + (newline if text else "") + line + text[end:]


def _indent(toml: TomlText, item: Item) -> str:
    return toml.text[toml.line_start(item.start) : item.start]


def _equals(toml: TomlText, item: Item) -> str:
    return toml.text[item.key_end : item.value]


def _last_part(text: str, item: Item) -> int:
    """Where the last part of a dotted key begins."""
    key = text[item.start : item.key_end]
    found = re.search(r"""("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)\Z""", key)
    return item.start + (found.start() if found else 0)


def _under_header(toml: TomlText, header: Header, name: str, value: str) -> str:
    text, items = toml.text, toml.body(header)
    plain = [i for i in items if len(i.where) == len(header.where) + 1]
    if not plain:
        at = items[-1].end if items else header.end
        indent = _indent(toml, items[-1]) if items else ""
        return _line_after(toml, at, f"{indent}{key_text(name)} = {value}")
    keys = [text[i.start : i.key_end] for i in plain]
    line = _line_like(toml, plain, key_text(name, keys), value)
    names = [str(i.where[-1]) for i in plain]
    lines = text[toml.line_start(plain[0].start) : toml.line_end(plain[-1].end)]
    if len(names) > 2 and names == sorted(names) and len(lines.splitlines()) == len(items):
        below = [i for i in plain if str(i.where[-1]) < name]
        if below:
            return _line_after(toml, below[-1].end, line)
        at = toml.line_start(plain[0].start)
        return text[:at] + line + _newline(text) + text[at:]
    return _line_after(toml, items[-1].end, line)


def _line_like(toml: TomlText, items: list[Item], key: str, value: str) -> str:
    """A line such as those of ``items``; equals signs in one column stay so."""
    last = items[-1]
    widths = {i.value - i.start for i in items}
    equals = _equals(toml, last)
    if len(items) > 1 and len(widths) == 1 and len({i.key_end - i.start for i in items}) > 1:
        equals = equals.lstrip().rjust(max(widths.pop() - len(key), len(equals.lstrip()) + 1))
    return f"{_indent(toml, last)}{key}{equals}{value}"


def _in_braces(toml: TomlText, braces: Item, members: list[Item], name: str, value: str) -> str:
    text = toml.text
    keys = [text[i.start : i.key_end] for i in members if len(i.where) == len(braces.where) + 1]
    pair = f"{key_text(name, keys)}{_equals(toml, members[-1]) if members else ' = '}{value}"
    depth = len(braces.where)
    inner = [i for i in toml.items if len(i.where) > depth and i.where[:depth] == braces.where]
    if inner:
        end = max(i.end for i in inner)
        return f"{text[:end]}, {pair}{text[end:]}"
    return f"{text[: braces.value]}{{ {pair} }}{text[braces.end :]}"


def _new_table(toml: TomlText, table: Where, name: str, value: str) -> str:
    """``table`` in the way its neighbours in the same parent are written."""
    text, parent, last = toml.text, table[:-1], str(table[-1])
    headers = [h for h in toml.headers if h.where[:-1] == parent and not h.array]
    pair = f"{{ {key_text(name)} = {value} }}"
    braces = toml.item(parent)
    if braces is not None:
        return _in_braces(toml, braces, toml.under(parent), last, pair)
    if not headers:
        tables = [i for i in toml.under(parent) if i.kind == "{" and not i.inside]
        if tables:
            like = [text[_last_part(text, i) : i.key_end] for i in tables]
            stem = text[tables[-1].start : _last_part(text, tables[-1])]
            line = f"{stem}{key_text(last, like)}{_equals(toml, tables[-1])}{pair}"
            return _line_after(toml, tables[-1].end, _indent(toml, tables[-1]) + line)
        deeper = [i for i in toml.items if not i.inside and i.where[:-2] == parent and parent]
        if deeper:  # [project.entry-points] and below it: group.name = "…"
            item = deeper[-1]
            depth = len(item.where) - len(item.table)
            if depth >= 2:
                stem = ".".join(key_text(str(p)) for p in item.where[len(item.table) : -2])
                key = f"{stem}{'.' if stem else ''}{key_text(last)}.{key_text(name)}"
                line = f"{_indent(toml, item)}{key}{_equals(toml, item)}{value}"
                return _line_after(toml, item.end, line)
    parts = [key_text(str(part)) for part in parent]
    like = [_header_leaf(text, h) for h in headers]
    parts.append(key_text(last, like))
    head = f"[{'.'.join(parts)}]"
    after = _last_line_of(toml, headers or _relatives(toml, parent))
    if after is None:
        body = f"{head}\n{key_text(name)} = {value}"
        return _line_after(toml, len(text), ("\n" if text.strip() else "") + body)
    return _line_after(toml, after, f"\n{head}\n{key_text(name)} = {value}")


def _header_leaf(text: str, header: Header) -> str:
    inner = text[header.start : header.end].strip("[] \t")
    found = re.search(r"""("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)\Z""", inner)
    return found.group() if found else inner


def _relatives(toml: TomlText, parent: Where) -> list[Header]:
    """The headers in the nearest table around ``parent`` that has any."""
    for depth in range(len(parent), 0, -1):
        found = [h for h in toml.headers if h.where[:depth] == parent[:depth]]
        if found:
            return found
    return []


def _last_line_of(toml: TomlText, headers: list[Header]) -> int | None:
    """Where the last thing below ``headers`` ends; None without any."""
    if not headers:
        return None
    ends = [h.end for h in headers] + [i.end for h in headers for i in toml.body(h)]
    return max(ends)
