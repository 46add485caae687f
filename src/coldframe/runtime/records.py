"""What the declarations and tombstones of a preview tree say, ready to be asked."""

from __future__ import annotations

from typing import NamedTuple

from coldframe.declare.feature import Declaration
from coldframe.declare.mistake import Mistake
from coldframe.declare.tombstone import Tombstone, parse_tombstones
from coldframe.runtime.package_data import read_tree


class Records(NamedTuple):
    """``declarations`` by the names of features, ``tombstones`` likewise (the latest of a name).

    ``problems`` are sentences; a feature whose declaration is broken or unreadable is in none of
    the others and in ``broken``.
    """

    declarations: dict[str, Declaration]
    tombstones: dict[str, Tombstone]
    broken: frozenset[str]
    problems: tuple[str, ...]


def read_records(tree: str) -> Records:
    """The records of the preview tree with that dotted name; never raises."""
    from coldframe.declare.declaration_file import parse_declaration

    data = read_tree(tree)
    problems = list(data.problems)
    declarations: dict[str, Declaration] = {}
    broken = set(data.unreadable)
    for name, (path, content) in data.declarations.items():
        try:
            declarations[name] = parse_declaration(content, path)
        except Mistake as mistake:
            broken.add(name)
            problems.append(_one_line(mistake))
    tombstones: dict[str, Tombstone] = {}
    if data.ended is not None:
        try:
            for stone in parse_tombstones(data.ended[1], data.ended[0]):
                tombstones[stone.feature] = stone
        except Mistake as mistake:
            problems.append(_one_line(mistake))
    return Records(declarations, tombstones, frozenset(broken), tuple(problems))


def story(stone: Tombstone) -> str:
    """When a feature ended, and where it went."""
    where = ""
    moved = next((new for old, new in stone.names.items() if new), "")
    if stone.ending == "promoted" and moved:
        where = f" and is called {moved} now"
    elif stone.successor:
        where = f"; its successor is {stone.successor}"
    why = f" ({stone.reason})" if stone.reason else ""
    return f"it was {stone.ending} in {stone.release}{why}{where}"


def _one_line(mistake: Mistake) -> str:
    return " ".join(str(mistake).split())
