"""Questions to the installed distribution, which is the host's from now on."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from coldframe.resolve.plan import Change, Edit, Left
from coldframe.resolve.rewrite.splice import Splice, spliced

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coldframe.source.tree import Tree

REASON = "Distribution"
# Functions of importlib.metadata, pkg_resources and pbr that take a distribution's name.
_ASKING = frozenset(
    ("version", "distribution", "metadata", "requires", "get_distribution", "VersionInfo")
)
_DYNAMIC = ("__name__", "__package__")


def asked_of_host(
    tree: Tree, paths: Iterable[str], old: str, new: str
) -> tuple[list[Edit], list[Left]]:
    """The edits that ask for the distribution ``new`` where code asks for ``old`` by name."""
    if not old or not new or _same(old) == _same(new):
        return [], []
    edits: list[Edit] = []
    left: list[Left] = []
    words = [word.encode() for word in _ASKING]
    for path in paths:
        data = tree.read(path) if path.endswith(".py") else b""
        if any(word in data for word in words):
            splices, doubts = _in_file(path, data, old, new)
            left += doubts
            if splices:
                after = spliced(data, splices)
                changes = tuple(_change(data, splice) for splice in splices)
                edits.append(Edit(path, data, after, REASON, changes))
    return edits, left


def _in_file(path: str, data: bytes, old: str, new: str) -> tuple[list[Splice], list[Left]]:
    from coldframe.source.python.parse import parse

    lines = data.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    splices: list[Splice] = []
    left: list[Left] = []
    for node in ast.walk(parse(data).tree):
        if not isinstance(node, ast.Call) or len(node.args) != 1 or not _asks(node.func):
            continue
        argument = node.args[0]
        number = argument.lineno - 1
        if isinstance(argument, ast.Name) and argument.id in _DYNAMIC:
            why = f"asks for a distribution that is called like the module; it is {new} now"
            left.append(Left(path, number + 1, _shown(lines[number]), why))
        if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
            continue
        if _same(argument.value) != _same(old):
            continue
        at = data.find(argument.value.encode(), starts[number] + argument.col_offset)
        end = at + len(argument.value)
        if starts[number] <= at < starts[number + 1] and argument.end_lineno == argument.lineno:
            splices.append(Splice(at, end, new.encode(), "name of the distribution"))
        else:
            why = f"asks for the distribution {old}, which is {new} now"
            left.append(Left(path, number + 1, _shown(lines[number]), why))
    return splices, left


def _asks(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in _ASKING


def _change(data: bytes, splice: Splice) -> Change:
    before = data[splice.start : splice.end].decode("utf-8", "replace")
    line = data.count(b"\n", 0, splice.start) + 1
    return Change(line, before, splice.new.decode(), splice.why)


def _shown(line: bytes) -> str:
    return line.decode("utf-8", "replace").strip()


def _same(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
