"""Runs one case of ``examples/rewrites``: ``before`` with its moves must become ``after``.

``moves.txt`` has a line ``old -> new`` for each file or folder that moves; ``left.txt``, if it
is there, a line ``path:line text`` for each place that must be left to a person.  If there is
a folder ``arrives``, it is another project, and the old paths are in it.
"""

from __future__ import annotations

from pathlib import Path

from coldframe.resolve.plan import Arrival, Move
from coldframe.resolve.planned_tree import PlannedTree
from coldframe.resolve.rewrite.renames import Renames
from coldframe.source.worktree import WorkTree


def moved(root: Path, text: str, source: Path | None = None) -> tuple[PlannedTree, Renames]:
    """The tree below ``root`` after the moves that ``text`` lists, and the renames they make."""
    host = WorkTree(str(root))
    tree = WorkTree(str(source)) if source else host
    pairs = [tuple(part.strip() for part in line.split("->")) for line in text.splitlines()]
    paths: dict[str, str] = {}
    for old, new in pairs:
        if tree.under(old):
            paths[old] = new
        for path in tree.under(old):
            paths[path] = new + path[len(old) :]
            for folder in Path(path).parents:
                if folder.as_posix().startswith(old + "/"):
                    paths[folder.as_posix()] = new + folder.as_posix()[len(old) :]
        if tree.exists(old):
            paths[old] = new
    modules = {}
    for old, new in paths.items():
        if old.endswith((".py", ".pyx")) or any(
            path.startswith(old + "/") and path.endswith(".py") for path in paths
        ):
            modules[dotted(old)] = dotted(new)
    files = [(old, new) for old, new in paths.items() if tree.exists(old)]
    if source:
        arrivals = [Arrival(old, new, tree.read(old), "") for old, new in files]
        return PlannedTree(host, (), (), arrivals), Renames(modules, paths)
    return PlannedTree(host, (), [Move(old, new, "") for old, new in files]), Renames(
        modules, paths
    )


def dotted(path: str) -> str:
    """The name of the module at ``path``."""
    name = (
        path.removeprefix("src/").removesuffix(".py").removesuffix(".pyx").removesuffix("/__init__")
    )
    return name.replace("/", ".")


def left_lines(left: list[tuple[str, int, str]]) -> str:
    """What was left, as ``left.txt`` has it."""
    return "".join(f"{path}:{line} {text}\n" for path, line, text in sorted(left))
