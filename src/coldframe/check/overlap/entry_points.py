"""The entry points that the host's metadata names; nothing of it is executed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from coldframe.source.tree import Tree


class EntryPoint(NamedTuple):
    """``name = target`` in ``group``, and where it is written."""

    group: str
    name: str
    target: str
    path: str
    line: int


def entry_points(tree: Tree) -> Iterator[EntryPoint]:
    """Those of ``pyproject.toml``, ``setup.cfg`` and, as far as it is plain, ``setup.py``.

    A file that cannot be parsed has none here; what is wrong with it is said elsewhere.
    """
    for path, read in (
        ("pyproject.toml", _pyproject),
        ("setup.cfg", _setup_cfg),
        ("setup.py", _setup_py),
    ):
        if not tree.exists(path):
            continue
        text = tree.read(path).decode("utf-8", "replace")
        lines = text.splitlines()
        for group, name, target in read(text):
            yield EntryPoint(group, name, target, path, _line(lines, name, target))


def _line(lines: list[str], name: str, target: str) -> int:
    for number, line in enumerate(lines, 1):
        if name in line and target in line:
            return number
    return 1


def _pyproject(text: str) -> Iterator[tuple[str, str, str]]:
    import tomllib

    try:
        document: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    project = _table(document, "project")
    poetry = _table(_table(document, "tool"), "poetry")
    groups: list[tuple[str, Any]] = [
        ("console_scripts", project.get("scripts")),
        ("gui_scripts", project.get("gui-scripts")),
        ("console_scripts", poetry.get("scripts")),
        *_table(project, "entry-points").items(),
        *_table(poetry, "plugins").items(),
    ]
    for group, entries in groups:
        for name, target in entries.items() if isinstance(entries, dict) else ():
            if isinstance(target, str):
                yield group, name, target


def _table(document: dict[str, Any], key: str) -> dict[str, Any]:
    found = document.get(key)
    return found if isinstance(found, dict) else {}


def _setup_cfg(text: str) -> Iterator[tuple[str, str, str]]:
    import configparser

    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    try:
        parser.read_string(text)
    except configparser.Error:
        return
    for section in ("options.entry_points", "entry_points"):
        if parser.has_section(section):
            for group, entries in parser.items(section):
                for line in (entries or "").splitlines():
                    name, equals, target = line.partition("=")
                    if equals:
                        yield group, name.strip(), target.strip()


def _setup_py(text: str) -> Iterator[tuple[str, str, str]]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "entry_points":
            try:
                groups = ast.literal_eval(node.value)
            except (ValueError, TypeError):
                continue
            for group, entries in groups.items() if isinstance(groups, dict) else ():
                for line in [entries] if isinstance(entries, str) else entries:
                    name, equals, target = str(line).partition("=")
                    if equals:
                        yield str(group), name.strip(), target.strip()
