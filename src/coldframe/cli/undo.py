"""``coldframe undo``: take back what the last command with ``--apply`` wrote."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

HELP = "Take back what the last command with --apply wrote."


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe undo``."""
    parser.add_argument(
        "path", nargs="?", default=".", help="anywhere in the repository (default: here)"
    )
    parser.add_argument("--json", action="store_true", help="print what was undone as JSON")


def run(arguments: Namespace) -> int:
    """0: undone."""
    from coldframe.check.discovery import find_root
    from coldframe.report.terminal import write
    from coldframe.resolve.undo import undo

    journal = undo(find_root(arguments.path))
    paths = [entry.path for entry in journal.entries]
    if arguments.json:
        import json

        print(json.dumps({"version": 1, "command": journal.command, "paths": paths}, indent=2))
    else:
        lines = [f"Undone: {journal.command}", *(f"  {path}" for path in paths)]
        write(sys.stdout, "\n".join(lines) + "\n")
    return 0
