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
    from coldframe.check.root import find_root
    from coldframe.report.journal_text import as_json, as_text
    from coldframe.report.terminal import write
    from coldframe.resolve.undo import undo

    journal = undo(find_root(arguments.path))
    if arguments.json:
        sys.stdout.write(as_json(journal))
    else:
        write(sys.stdout, as_text(journal, "Undone"))
    return 0
