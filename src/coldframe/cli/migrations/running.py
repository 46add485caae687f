"""What all commands on migrations have in common: databases, and the host's interpreter.

Revisions import the host, so the command has to run where the host is installed.  If that
is another interpreter, this process becomes one of that: with the same words, and with Coldframe
and what it needs at the end of its path, where they hide nothing that the host has itself.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

_HANDED_OVER = "COLDFRAME_IN_HOST_PYTHON"
_PROGRAM = """\
import os, sys
sys.path += os.environ.pop("COLDFRAME_IN_HOST_PYTHON").split(os.pathsep)
sys.argv[0] = "coldframe"
os.environ["COLDFRAME_IN_HOST_PYTHON"] = ""
from coldframe.cli import program
program()
"""


def add_running_arguments(parser: ArgumentParser) -> None:
    """``--database`` and ``--python``."""
    parser.add_argument(
        "--database",
        action="append",
        default=[],
        metavar="URL",
        help="a server on which scratch databases may be made, or sqlite (default); repeatable",
    )
    parser.add_argument(
        "--python",
        default="",
        metavar="PATH",
        help="the interpreter in which the host is installed (default: its .venv, else this one)",
    )


def in_host_python(arguments: Namespace) -> None:
    """Go on in the host's interpreter; returns if this is it already.

    Raises Mistake when the one asked for, or set, does not exist.
    """
    if _HANDED_OVER in os.environ:
        return
    from coldframe.check.discovery import open_host
    from coldframe.check.probe.ground import interpreter

    host = open_host(arguments.path)
    host.probe_python = arguments.python
    python = interpreter(host)
    if _environment(python) == _environment(sys.executable):
        return
    package = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(__file__))))
    places = dict.fromkeys([package, *(place for place in sys.path if "site-packages" in place)])
    sys.stdout.flush()
    os.execve(
        python,
        [python, "-c", _PROGRAM, *sys.argv[1:]],
        {**os.environ, _HANDED_OVER: os.pathsep.join(places)},
    )


def _environment(python: str) -> tuple[str, str]:
    """An interpreter's folder and program: two environments may share one program."""
    folder = os.path.dirname(os.path.abspath(python))
    return os.path.realpath(folder), os.path.realpath(python)
