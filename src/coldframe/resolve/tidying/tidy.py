"""Lets the host's own tools put edited files in shape, where these were in shape before."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec
from shutil import which
from typing import TYPE_CHECKING

from coldframe.resolve.plan import Edit
from coldframe.resolve.tidying.wanted import wanted_tools

if TYPE_CHECKING:
    from coldframe.source.tree import Tree

_SECONDS = 60


def tidied(tree: Tree, edits: Iterable[Edit]) -> tuple[list[Edit], list[str]]:
    """The edits that put changed Python files in shape after ``edits``, and what there is to say.

    ``tree`` is the host.  Only the tools that its settings name are run (ruff, isort, black);
    they read the settings and none of the host's code.  A file that was not in shape before is
    left alone, and so is every file if a tool is missing: then a note says how to run it.
    """
    tools = wanted_tools(tree)
    changed = [e for e in edits if e.path.endswith((".py", ".pyi")) and _imports(e)]
    if not tools or not changed:
        return [], []
    shaped, notes = changed, []
    for tool in tools:
        command = _command(tool)
        if command is None:
            notes.append(
                f"This host's settings ask for {' '.join(tool[:2])}, which is not installed here:"
                f" run it on the changed files, or `python -m pip install {tool[0]}` and once more."
            )
            continue
        with ThreadPoolExecutor() as pool:
            shaped = list(pool.map(partial(_shaped, command, tree.root), shaped))
    pairs = zip(changed, shaped, strict=True)
    return [Edit(o.path, o.after, n.after, o.reason) for o, n in pairs if o.after != n.after], notes


def _imports(edit: Edit) -> bool:
    changed = any(change.why == "import" for change in edit.changes)
    return changed and edit.before is not None and edit.after is not None


def _command(tool: list[str]) -> list[str] | None:
    name, *words = tool
    if find_spec(name) is not None:
        return [sys.executable, "-m", name, *words]
    place = which(name)
    return [place, *words] if place else None


def _shaped(command: list[str], root: str, edit: Edit) -> Edit:
    before, after = edit.before or b"", edit.after or b""
    if _run(command, root, edit.path, before) != before:
        return edit
    return edit._replace(after=_run(command, root, edit.path, after) or after)


def _run(command: list[str], root: str, path: str, data: bytes) -> bytes | None:
    """What the tool makes of a file; None if it fails."""
    name = "--filename" if "isort" in command else "--stdin-filename"
    try:
        done = subprocess.run(
            [*command, name, path, "-"],
            cwd=root,
            input=data,
            capture_output=True,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 and done.stdout else None
