"""``coldframe resume``: finish a command with ``--apply`` that was cut off."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

HELP = "Finish a command with --apply, or an undo, that was cut off."


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe resume``."""
    parser.add_argument(
        "path", nargs="?", default=".", help="anywhere in the repository (default: here)"
    )
    parser.add_argument("--json", action="store_true", help="print what was finished as JSON")


def run(arguments: Namespace) -> int:
    """0: finished."""
    from coldframe.check.discovery import find_root
    from coldframe.report.journal_text import as_json, as_text
    from coldframe.report.terminal import write
    from coldframe.resolve.resume import resume
    from coldframe.resolve.writing.journal import UNDOING

    journal = resume(find_root(arguments.path))
    if arguments.json:
        sys.stdout.write(as_json(journal))
    else:
        doing = "Finished undoing" if journal.state == UNDOING else "Finished"
        write(sys.stdout, as_text(journal, doing))
    return 0
