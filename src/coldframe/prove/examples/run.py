"""Runs the examples on the pages of a feature, each page in a process of its own.

Sessions with prompts are checked by the standard library's ``doctest``, blocks of Python are
executed; those of one page share their names.  This executes the host's code.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.prove.evidence.fact import ERROR
from coldframe.prove.public.pages import Example, examples, pages

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

KIND = "docs_examples"
PATIENCE = 120.0  # seconds per page
_SIDE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "page_side.py")
_LONGEST = 2000  # characters of why that are kept


class Tried(NamedTuple):
    """One example that was run: its outcome (as facts have it), why, and how many seconds."""

    example: Example
    outcome: str
    why: str = ""
    seconds: float | None = None

    @property
    def subject(self) -> str:
        """The page and the line."""
        return f"{self.example.page}:{self.example.line}"


def run_examples(
    host: Host,
    feature: Feature,
    *,
    patience: float = PATIENCE,
    progress: Callable[[str], None] = lambda doing: None,
) -> list[Tried]:
    """Run all examples on the feature's pages, with the host's Python, in an empty folder.

    An example whose first line says ``+SKIP`` is left out.  Raises Mistake if the host's Python
    cannot be started.
    """
    from coldframe.check.probe.ground import interpreter

    python = interpreter(host)
    found: list[Tried] = []
    for page in pages(host, feature):
        listed = examples(host, page)
        if listed:
            progress(f"running the examples in {page}")
            found += _page(host, python, listed, patience)
    return found


def _page(host: Host, python: str, listed: Sequence[Example], patience: float) -> list[Tried]:
    root = host.tree.root
    with tempfile.TemporaryDirectory(prefix="coldframe-examples-") as scratch:
        asked, told = os.path.join(scratch, "asked.json"), os.path.join(scratch, "told")
        with open(asked, "w", encoding="utf-8") as stream:
            json.dump([one._asdict() for one in listed], stream)
        place = os.path.join(scratch, "empty")
        os.mkdir(place)
        paths = [root, os.path.join(root, "src"), os.environ.get("PYTHONPATH", "")]
        ended = _child([python, "-B", _SIDE, asked, told], place, paths, patience)
        said = _read(told)
    tried = []
    for example in listed:
        one = said.get(str(example.line))
        if one is None:  # it did not come so far
            tried.append(Tried(example, ERROR, ended or "the process ended before this"))
        else:
            tried.append(Tried(example, one["outcome"], one["why"][:_LONGEST], one["seconds"]))
    return tried


def _child(words: list[str], place: str, paths: list[str], patience: float) -> str:
    """Run it to its end, and say how it ended if that was no good one."""
    from coldframe.declare.mistake import Mistake

    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    try:
        child = subprocess.Popen(
            words,
            cwd=place,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",
        )
    except OSError as error:
        raise Mistake(
            f"{words[0]} cannot be started: {error.strerror}",
            "Set probe_python to the interpreter in which the host is installed.",
        ) from None
    try:
        code = child.wait(patience)
    except subprocess.TimeoutExpired:
        return f"the page took longer than {patience:g} s"
    finally:  # also for Ctrl-C
        _kill(child)
    return f"the process ended with status {code}" if code else ""


def _kill(child: subprocess.Popen[bytes]) -> None:
    try:
        if os.name == "posix":
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    except OSError:
        pass
    child.wait()


def _read(told: str) -> dict[str, dict[str, Any]]:
    """What was told, line by line, as far as it came."""
    found = {}
    try:
        with open(told, encoding="utf-8") as stream:
            for line in stream:
                if line.endswith("\n"):
                    one = json.loads(line)
                    found[str(one["line"])] = one
    except FileNotFoundError:
        pass
    return found
