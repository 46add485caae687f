"""What the arguments of ``add_argument``, ``click.option`` and the like say, as texts."""

from __future__ import annotations

import ast
import re
from typing import Any

from coldframe.compat.commands.things import Class, External, Function, Later, Opaque, Thing

TEXT, INTEGER, NUMBER, BOOLEAN = "text", "integer", "number", "boolean"
_TYPES = {
    "str": TEXT, "STRING": TEXT, "Path": TEXT, "PurePath": TEXT, "int": INTEGER, "INT": INTEGER,
    "IntRange": INTEGER, "float": NUMBER, "FLOAT": NUMBER, "FloatRange": NUMBER, "bool": BOOLEAN,
    "BOOL": BOOLEAN, "UUID": "UUID", "strtobool": BOOLEAN, "string_to_bool": BOOLEAN,
}  # fmt: skip
UNKNOWN = "..."
_LONGEST = 120


def text_of(value: Any) -> str:
    """The text of a value; empty for None and for what is left out on purpose."""
    if value is None or (isinstance(value, External) and value.last == "SUPPRESS"):
        return ""
    if isinstance(value, External):
        return value.name.removeprefix("builtins.")
    if isinstance(value, Later):
        return f"{value.module}.{value.name}"
    if isinstance(value, Function | Class):
        return value.name
    if isinstance(value, Thing):
        return value.owner.name if value.owner is not None else UNKNOWN
    if isinstance(value, list):
        return _cut(f"[{', '.join(map(text_of, value))}]")
    if isinstance(value, str | int | float | bytes):
        return _cut(repr(value))
    if isinstance(value, Opaque) and value.node is not None:
        try:
            return _cut(ast.unparse(value.node))
        except (RecursionError, ValueError):
            return UNKNOWN
    return UNKNOWN


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def type_of(value: Any) -> str:
    """A word, or the name of what reads the text."""
    if value is None:
        return TEXT
    word = text_of(value).rpartition(".")[2]
    if isinstance(value, Later):
        return word
    if isinstance(value, Opaque):
        node = value.node
        if isinstance(node, ast.Call):
            word = ast.unparse(node.func).rpartition(".")[2]
            exists = any(
                k.arg == "exists" and isinstance(k.value, ast.Constant) and k.value.value
                for k in node.keywords
            )
            if word == "Path" and exists:
                return "existing path"
            if word not in _TYPES:
                return text_of(value)
    return _TYPES.get(word, word)


def choices_of(value: Any, known: Any) -> tuple[str, ...]:
    """The values that are allowed; empty if that is not written out."""
    found = known(value)
    if isinstance(found, dict):
        found = list(found)
    if not isinstance(found, list):
        return ()
    texts = []
    for each in map(known, found):
        if not isinstance(each, str | int | float):
            return ()
        texts.append(str(each))
    return tuple(dict.fromkeys(texts))


def is_old(help_text: Any, named: dict[str, Any]) -> bool:
    """Whether people are told not to use it, or not told of it."""
    if named.get("deprecated") not in (None, False) or named.get("hidden") is True:
        return True
    if isinstance(help_text, External) and help_text.last == "SUPPRESS":
        return True
    return isinstance(help_text, str) and bool(
        re.match(r"\W*deprecated\b", help_text, re.IGNORECASE)
        or re.search(r"[\[(]\s*deprecated\b", help_text, re.IGNORECASE)
    )
