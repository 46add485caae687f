"""Takes names of what is gone out of TOML: elements, keys, and tables about nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coldframe.resolve.metadata.toml_edit import without_key
from coldframe.resolve.metadata.toml_text import TomlText

if TYPE_CHECKING:
    from coldframe.declare.toml_lines import Where
    from coldframe.resolve.metadata.toml_text import Header, Item
    from coldframe.resolve.retiring.gone import Gone

# Lists that mean nothing when they are empty, so that their key may go.
OMITTABLE = re.compile(
    r"omit|(?:extend[-_]|force[-_])?exclude(?:[-_]\w+)*|(?:extend[-_])?ignore(?:[-_]\w+)*|features"
    r"|shared|norecursedirs|collect_ignore|known[-_][\w-]+|per[-_]file[-_]ignores|skip(?:[-_]\w+)*"
    r"|disable_error_code|package[-_]data|data[-_]files|extras",
    re.IGNORECASE,
)
# Tables in which each key has a list of files: the key goes with the last of them.
_FILE_TABLES = re.compile(r"(?:exclude[-_])?package[-_]data|data[-_]files")
_NOT_OURS = {("project",): ("entry-points", "scripts", "gui-scripts")}


def trim_toml(text: str, gone: Gone, name: str = "", own: bool = False) -> str:
    """``text`` without what certainly names only what is gone.

    ``name`` is the feature's, where exceptions that name it are its alone; ``own`` says that
    the file is all settings of Coldframe.  A text that is no TOML is left as it is.
    """
    import tomllib

    normal = text.replace("\r\n", "\n")
    try:
        values = tomllib.loads(normal)
    except tomllib.TOMLDecodeError:
        return text
    while True:
        shorter = _without_one(text, values, gone, name, own)
        if shorter is None:
            return text
        text = shorter
        values = tomllib.loads(text.replace("\r\n", "\n"))


def _without_one(text: str, values: dict[str, Any], gone: Gone, name: str, own: bool) -> str | None:
    """``text`` without the first thing that can go; None if there is none."""
    toml = TomlText(text)
    prefix: Where = () if own else ("tool", "coldframe")
    for header in toml.headers:
        ours = header.array and header.where[:-1] == (*prefix, "exceptions")
        if ours and _is_exception_of(_at(values, header.where), gone, name):
            return _without_table(toml, header)
    for item in toml.items:
        where = item.where
        if _holds_entry_points(where):
            continue
        key = where[-1]
        if isinstance(key, str) and gone.is_entry(key):
            return without_key(text, where)
        if item.kind not in ('"', "'"):
            continue
        value = _at(values, where)
        if not isinstance(value, str) or not _is_gone(value, where, gone):
            continue
        if where[-2:-1] and isinstance(key, int):
            shorter = _without_element(toml, item, where)
            if shorter is not None:
                return shorter
        elif _is_override(where):
            table = toml.header(where[:-1])
            if table is not None:
                return _without_table(toml, table)
    return None


def _is_gone(value: str, where: Where, gone: Gone) -> bool:
    if gone.is_entry(value):
        return True
    keys = [part for part in where if isinstance(part, str)]
    if keys and keys[-1] == "extras":
        return value in gone.extras
    found = re.fullmatch(r"[\w.-]+\[([\w.-]+)\]", value.strip())
    lists = ("optional-dependencies", "dependency-groups", "extras")
    return found is not None and found[1] in gone.extras and any(k in lists for k in keys)


def _is_exception_of(values: Any, gone: Gone, name: str) -> bool:
    if not isinstance(values, dict):
        return False
    place = str(values.get("place", ""))
    path = re.sub(r":\d+$", "", place)
    return (
        (bool(name) and values.get("feature") == name)
        or (bool(path) and gone.is_path(path))
        or bool(gone.mentions(str(values.get("text", ""))))
    )


def _holds_entry_points(where: Where) -> bool:
    return (len(where) > 1 and where[0] == "project" and where[1] in _NOT_OURS[("project",)]) or (
        where[:2] == ("tool", "poetry") and where[2:3] in (("plugins",), ("scripts",))
    )


def _is_override(where: Where) -> bool:
    """Whether the key says for which module a table of mypy's settings is."""
    return len(where) == 5 and where[:3] == ("tool", "mypy", "overrides") and where[4] == "module"


def _at(values: Any, where: Where) -> Any:
    for part in where:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            return None
    return values


def _without_element(toml: TomlText, item: Item, where: Where) -> str | None:
    """The text without one element; None if the list must not get empty."""
    text = toml.text
    siblings = toml.under(where[:-1])
    array = toml.item(where[:-1])
    if array is None:
        return None
    if len(siblings) == 1:
        if _is_override(where[:-1]):
            header = toml.header(where[:-2])
            return _without_table(toml, header) if header is not None else None
        key = where[-2]
        table = where[-3] if len(where) > 2 else ""
        listed = isinstance(table, str) and _FILE_TABLES.fullmatch(table)
        if isinstance(key, str) and (listed or OMITTABLE.fullmatch(key)):
            return without_key(text, where[:-1])
        return None
    start, end = toml.line_start(item.start), toml.line_end(item.end)
    before, behind = text[start : item.start], text[item.end : end]
    if not before.strip() and re.fullmatch(r"[ \t]*,?[ \t]*(?:#.*)?\r?\n", behind):
        return text[:start] + text[end:]
    index = siblings.index(item)
    if index + 1 < len(siblings):
        return text[: item.start] + text[siblings[index + 1].start :]
    return text[: siblings[index - 1].end] + text[item.end :]


def _without_table(toml: TomlText, header: Header) -> str:
    """The text without a table and what is below its header, up to the next one."""
    text, body = toml.text, toml.body(header)
    start = toml.line_start(header.start)
    end = toml.line_end(max([header.end, *(item.end for item in body)]))
    above = toml.line_start(start - 1) if start else 0
    if start and not text[above:start].strip():
        start = above
    if end == len(text) and not text.endswith("\n") and text[:start].endswith("\n"):
        start -= 2 if text[:start].endswith("\r\n") else 1
    return text[:start] + text[end:]
