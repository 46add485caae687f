"""Reads the queries of known bugs: a file of YAML each, as elastic-recheck keeps them, or a list.

``1234567.yaml`` with a key ``query`` is the query of bug 1234567; other keys do not count here.
A file may also hold a list of such, each with a key ``bug``.
"""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.prove.triage.known.condition import Condition, needles
from coldframe.prove.triage.known.lucene import Unsupported, asked

_ENDINGS = (".yaml", ".yml")


class Query(NamedTuple):
    """One known bug: what its records look like, and where that is written.

    ``left_out`` are fields of the query that no log says.
    """

    bug: str
    condition: Condition
    needles: frozenset[bytes]
    path: str
    line: int
    left_out: frozenset[str] = frozenset()


def queries(path: str) -> tuple[Query, ...]:
    """The queries of a file, or of the files ``*.yaml`` in a folder.

    Raises Mistake for what cannot be read or is not supported, with the path and line.
    """
    found: list[Query] = []
    for file in _files(path):
        found += _read(file)
    bugs: dict[str, Query] = {}
    for query in found:
        other = bugs.setdefault(query.bug, query)
        if other is not query:
            raise Mistake(
                f"{query.path}:{query.line} is a second query of {query.bug}",
                f"The first is {other.path}:{other.line}: join them with OR, or rename one.",
            )
    if not found:
        raise Mistake(f"{path} holds no query", "Name a file or folder with YAML: query: ...")
    return tuple(found)


def _files(path: str) -> list[str]:
    if not os.path.isdir(path):
        return [path]
    try:
        names = sorted(name for name in os.listdir(path) if name.endswith(_ENDINGS))
    except OSError as error:
        raise Mistake(f"{path} cannot be read: {error.strerror}", "Name a folder.") from None
    return [os.path.join(path, name) for name in names]


def _read(path: str) -> list[Query]:
    import yaml

    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError as error:
        raise Mistake(
            f"{path} cannot be read: {error.strerror}", "Name a file or folder with queries."
        ) from None
    except UnicodeDecodeError:
        raise Mistake(f"{path} is not UTF-8", "Save it as UTF-8.") from None
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise Mistake(f"{path}:{line} is no YAML: {problem}", "Write:  query: >-") from None
    stem = os.path.splitext(os.path.basename(path))[0]
    if isinstance(node, yaml.SequenceNode):
        return [_query(one, path, text, "") for one in node.value]
    return [_query(node, path, text, stem)]


def _query(node: Any, path: str, text: str, bug: str) -> Query:
    line = node.start_mark.line + 1 if node else 1
    pairs = node.value if node is not None and node.id == "mapping" else []
    values = {key.value: value for key, value in pairs if key.id == "scalar"}
    said = values.get("query")
    if said is None or said.id != "scalar":
        raise Mistake(f"{path}:{line} has no query", 'Write:  query: message:"the words of it"')
    named = values.get("bug")
    bug = named.value if named is not None and named.id == "scalar" else bug
    if not bug:
        raise Mistake(f"{path}:{line} does not say whose query it is", "Write:  bug: 1234567")
    line = said.start_mark.line + 1
    try:
        found = asked(said.value)
    except Unsupported as error:
        where = _line(said, text, error.at)
        raise Mistake(
            f"{path}:{where} cannot be used: {error}",
            "Write words and phrases with fields, AND, OR, NOT and brackets.",
        ) from None
    sought = needles(found.condition) if found.condition is not None else None
    if found.condition is None or sought is None:
        raise Mistake(
            f"{path}:{line} names no words that a record has to have",
            'Add what its records say:  message:"the words of it"',
        )
    return Query(bug, found.condition, sought, path, line, found.left_out)


def _line(node: Any, text: str, at: int) -> int:
    """The line on which the character ``at`` of a text in YAML is."""
    first: int = node.start_mark.line
    lines = text.splitlines()[first : node.end_mark.line + 1]
    if node.style in (">", "|"):
        lines[:1] = [""]
    else:
        lines[:1] = [lines[0][node.start_mark.column :]]
    value: str = node.value
    place, last = 0, first
    for number, line in enumerate(lines, first):
        words = line.strip().strip("'\"")
        found = value.find(words, place) if words else -1
        if found >= 0:
            last, place = number, found + len(words)
            if at < place:
                break
    return last + 1
