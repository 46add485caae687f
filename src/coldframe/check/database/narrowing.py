"""Whether a column of another type can still hold what it held: told by the types' names.

Doubt counts as no loss: a type that is not known here narrows nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from coldframe.regex import regex

_SPELT = regex(r"(?i)^([a-z][a-z0-9_ ]*?)\s*(?:\((.*?)\))?(\s+.*)?$")
_INTEGERS = {
    "TINYINT": 1, "SMALLINT": 2, "MEDIUMINT": 3, "INT": 4, "INTEGER": 4, "BIGINT": 8,
    "BOOL": 0, "BOOLEAN": 0,
}  # fmt: skip
_TEXTS = {"TINYTEXT": 255, "TEXT": 65535, "MEDIUMTEXT": 2**24 - 1, "LONGTEXT": 2**32 - 1}
_BLOBS = {"TINYBLOB": 255, "BLOB": 65535, "MEDIUMBLOB": 2**24 - 1, "LONGBLOB": 2**32 - 1}
_UNBOUND = 2**40


class _Type(NamedTuple):
    kind: str
    size: int = 0
    scale: int = 0
    unsigned: bool = False
    values: frozenset[str] = frozenset()


def narrows(before: str, after: str) -> bool:
    """Whether some value of the type ``before`` does not fit into ``after``."""
    old, new = _read(before), _read(after)
    if not old.kind or not new.kind:
        return False
    if old.kind != new.kind:
        if new.kind == "text":  # numbers and days can be written; only a short text is a doubt
            return new.size < old.size if old.kind == "enum" else False
        return (old.kind, new.kind) not in _SAFE
    if new.size == _TEXTS["TEXT"] and old.size not in _TEXTS.values():
        return False  # only MySQL's TEXT ends somewhere
    if old.kind == "enum":
        return not old.values <= new.values
    if old.kind == "integer" and old.unsigned != new.unsigned:
        return new.unsigned or new.size <= old.size
    if old.kind == "decimal":
        return new.scale < old.scale or new.size - new.scale < old.size - old.scale
    return new.size < old.size


_SAFE = {("integer", "decimal"), ("integer", "float"), ("date", "datetime"), ("decimal", "float")}


def _read(spelt: str) -> _Type:
    match = _SPELT.match(spelt.strip())
    if match is None:
        return _Type("")
    name, inside, rest = match[1].upper().strip(), match[2] or "", (match[3] or "").upper()
    name, _, more = name.partition(" ")
    numbers = [int(each) for each in inside.split(",") if each.strip().isdigit()]
    if name in _INTEGERS:
        size = _INTEGERS[name]
        if name == "TINYINT" and numbers == [1]:
            size = 0  # how MySQL spells BOOL
        return _Type("integer", size, unsigned="UNSIGNED" in rest + more.upper())
    if name in ("VARCHAR", "CHAR", "CHARACTER", "NVARCHAR", "NCHAR", "STRING"):
        return _Type("text", numbers[0] if numbers else _UNBOUND)
    if name in _TEXTS:
        return _Type("text", _TEXTS[name])
    if name in ("VARBINARY", "BINARY"):
        return _Type("bytes", numbers[0] if numbers else _UNBOUND)
    if name in _BLOBS:
        return _Type("bytes", _BLOBS[name])
    if name in ("NUMERIC", "DECIMAL"):
        size = numbers[0] if numbers else _UNBOUND
        return _Type("decimal", size, numbers[1] if len(numbers) > 1 else 0)
    if name in ("FLOAT", "REAL", "DOUBLE"):
        return _Type("float", 8 if name == "DOUBLE" or numbers > [24] else 4)
    if name in ("DATETIME", "TIMESTAMP"):
        return _Type("datetime", numbers[0] if numbers else 0)
    if name == "DATE":
        return _Type("date")
    if name == "ENUM":
        values = frozenset(each.strip().strip("'\"") for each in inside.split(","))
        return _Type("enum", max(map(len, values), default=0), values=values)
    return _Type("")
