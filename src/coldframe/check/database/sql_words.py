"""What can be told of SQL by its words alone: where sqlglot does not read a statement."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from coldframe.check.database.statement import (
    ALTER,
    CREATE,
    DELETE,
    DROP,
    INSERT,
    READ,
    REFER,
    RENAME,
    UPDATE,
    Touch,
)
from coldframe.regex import regex

_QUOTED = r"[`\"\[]?([\w.$]+)[`\"\]]?"
_RENAMED = regex(rf"(?i){_QUOTED}\s+TO\s+{_QUOTED}")
_TRIGGER = regex(
    r"(?i)\s*CREATE\s+(?:OR\s+REPLACE\s+|DEFINER\s*=\s*\S+\s+|CONSTRAINT\s+|TEMP(?:ORARY)?\s+)*"
    rf"TRIGGER\s+(?:IF\s+NOT\s+EXISTS\s+)?{_QUOTED}(?:[^;]*?\bON\s+(?:ONLY\s+)?{_QUOTED})?"
)
_ROUTINE = regex(
    r"(?i)\s*CREATE\s+(?:OR\s+REPLACE\s+|DEFINER\s*=\s*\S+\s+)*(?:FUNCTION|PROCEDURE)\b"
)
_BLOCK = regex(r"(?i)\s*DO\b|\s*BEGIN\s+NOT\s+ATOMIC\b")
_INNER = regex(
    r"(?i)\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE|DROP\s+TABLE|ALTER\s+TABLE|CREATE\s+TABLE)"
    r"\s[^;$]*"
)
_PARTITION = regex(rf"(?i)\s*ALTER\s+TABLE\s+{_QUOTED}\s+(?:TRUNCATE|DROP)\s+PARTITION\b")
_FIRST_WORDS = {
    "REPLACE": INSERT,
    "INSERT": INSERT,
    "COPY": INSERT,
    "LOAD": INSERT,
    "UPDATE": UPDATE,
    "DELETE": DELETE,
    "TRUNCATE": DELETE,
    "DROP": DROP,
    "ALTER": ALTER,
    "CREATE": CREATE,
}
_WORD = regex(r"\w+")


def is_routine(sql: str) -> bool:
    """Whether it makes a trigger, function or procedure, or is a block: none is read whole."""
    return any(pattern.match(sql) for pattern in (_TRIGGER, _ROUTINE, _BLOCK))


def worded(
    sql: str, known: Collection[str], read: Callable[[str], tuple[Touch, ...]]
) -> Iterator[Touch]:
    """Renamings, triggers, blocks, and which of the ``known`` tables are named.

    ``read`` is given the statements within a block.
    """
    words = [word.upper() for word in sql.split(None, 2)[:2]]
    if words[:1] == ["RENAME"] and words[1:2] in (["TABLE"], ["TABLES"]):
        for old, new in _RENAMED.findall(sql):
            yield Touch(RENAME, _bare(old), by=_bare(new))
        return
    if _BLOCK.match(sql):
        for inner in _INNER.findall(sql):
            yield from read(inner)
        return
    named = [word for word in dict.fromkeys(_WORD.findall(sql)) if word in known]
    if trigger := _TRIGGER.match(sql):
        by = _bare(trigger[2] or "")
        for name in named:
            yield Touch(REFER, name, by=by, detail=f"trigger {_bare(trigger[1])}")
        return
    if _ROUTINE.match(sql):
        return  # what it does, it does when it is called
    if partition := _PARTITION.match(sql):
        yield Touch(DELETE, _bare(partition[1]), whole=True)
        return
    act = _FIRST_WORDS.get(words[0] if words else "", READ)
    for at, name in enumerate(named):
        yield Touch(act if at == 0 else READ, name)


def _bare(name: str) -> str:
    return name.rpartition(".")[2]
