"""``coldframe compat snapshot``: the stable surface of a release, to compare later ones with."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe compat snapshot``."""
    parser.epilog = (
        "Nothing of the host is imported. Exit codes: 0 written; 2 misconfigured or misused."
    )
    add = parser.add_argument
    add("path", nargs="?", default=".", help="anywhere in the repository (default: here)")
    add(
        "--revision",
        default="",
        metavar="TAG",
        help="the release, as git knows it (default: the files)",
    )
    add(
        "-o",
        "--output",
        default="",
        metavar="FILE",
        help="where to write it (default: standard output)",
    )


def run(arguments: Namespace) -> int:
    """0: written."""
    from coldframe.check.discovery import open_host
    from coldframe.compat.snapshot import snapshot

    text = snapshot(open_host(arguments.path, arguments.revision), arguments.revision)
    if arguments.output:
        from coldframe.cli.saved import save

        save(arguments.output, text)
    else:
        from coldframe.report.terminal import write

        write(sys.stdout, text)
    return 0
