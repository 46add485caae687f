"""What the host's code finds around it in the copy of its tree: path, metadata, what is gone."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.check.packaging.entry_points import EntryPoint

_SIDE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "test_side")
# Asks as little as it can: it is run before anything is known of the interpreter.
_ASK = """
import importlib.util, json, sys
from importlib import metadata
said = {"metadata": "", "has": [n for n in sys.argv[2:] if importlib.util.find_spec(n)]}
try:
    found = metadata.distribution(sys.argv[1])
    said["metadata"] = found.read_text("METADATA") or found.read_text("PKG-INFO") or ""
except Exception:
    pass
sys.stdout.write("\\n" + json.dumps(said))
"""


class Interpreter(NamedTuple):
    """The host's Python: whether it works, what of the asked modules it has, and the metadata.

    ``metadata`` are those with which the host's distribution is installed in it, if it is.
    ``trouble`` is empty if it works.
    """

    path: str
    has: tuple[str, ...] = ()
    metadata: str = ""
    trouble: str = ""


def ask(python: str, distribution: str, modules: Sequence[str]) -> Interpreter:
    """What ``python`` has of ``modules``, and of the host's ``distribution``."""
    try:
        done = subprocess.run(
            [python, "-c", _ASK, distribution or "-", *modules],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=120,
            cwd=os.path.abspath(os.sep),
        )
        said = json.loads(done.stdout.decode("utf-8", "replace").splitlines()[-1])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        return Interpreter(python, trouble=f"{python} does not work")
    return Interpreter(python, tuple(said["has"]), said["metadata"])


def write_metadata(
    folder: str, distribution: str, installed: str, points: Iterable[EntryPoint]
) -> None:
    """Let the host's distribution have the entry points ``points`` for who looks in ``folder``.

    What is installed names those of the tree that it was installed from.  The first metadata on
    the path count.
    """
    text = installed or f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 0\n"
    groups: dict[str, list[str]] = {}
    for point in points:
        groups.setdefault(point.group, []).append(f"{point.name} = {point.value}\n")
    place = os.path.join(folder, f"{distribution.replace('-', '_')}-0.dist-info")
    os.makedirs(place, exist_ok=True)
    with open(os.path.join(place, "METADATA"), "w", encoding="utf-8") as file:
        file.write(text)
    with open(os.path.join(place, "entry_points.txt"), "w", encoding="utf-8") as file:
        file.writelines(f"[{group}]\n{''.join(lines)}\n" for group, lines in groups.items())


def environment(
    python: str, path: Sequence[str], gone: Sequence[str], more: dict[str, str]
) -> dict[str, str]:
    """The variables for a command of the host: ``path`` comes first, ``gone`` is nowhere."""
    from coldframe.check.probe import child

    finder = os.path.join(os.path.dirname(child.__file__), "subprocess_side", "gone.py")
    # Tests in a worker of pytest-xdist would take the trial's pytest for one.
    foreign = ("GIT_", "PYTEST_XDIST", "PYTEST_CURRENT")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    own = os.environ.get("PYTHONPATH", "")
    return {
        **kept,
        "PATH": os.path.dirname(python) + os.pathsep + os.environ.get("PATH", os.defpath),
        "PYTHONPATH": os.pathsep.join([_SIDE, *path, *([own] if own else [])]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "COLDFRAME_ABSENT": json.dumps({"finder": finder, "gone": list(gone), **more}),
    }
