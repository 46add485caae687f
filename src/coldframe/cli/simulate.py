"""``coldframe simulate``: what the releases to come would bring, if nobody did anything."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe simulate``."""
    parser.epilog = "Nothing is written. Exit codes: 0 shown; 2 misconfigured or misused."
    add = parser.add_argument
    add("path", nargs="?", default=".", help="anywhere in the repository (default: here)")
    add("--to", required=True, metavar="RELEASE", help="a release to come; +2: two cycles on")
    add("--json", action="store_true", help="for programs")


def run(arguments: Namespace) -> int:
    """0: shown, whatever it says."""
    from coldframe.cli.progress import progress
    from coldframe.operate.simulate import simulate
    from coldframe.report.terminal import write
    from coldframe.resolve.patches import patches

    say, done = progress()
    try:
        found = simulate(arguments.to, arguments.path, say)
        endings = [(one.module, one.how, release.version) for release, one in found.endings]
        planned = patches(arguments.path, endings, say) if endings else ()
    finally:
        done()
    if arguments.json:
        from coldframe.report.simulate_json import render as as_json

        write(sys.stdout, as_json(found, planned))
        return 0
    from coldframe.report.simulate_text import render as as_text
    from coldframe.report.terminal import style_for, width_of

    style, width = style_for(sys.stdout), width_of(sys.stdout, 120)
    write(sys.stdout, as_text(found, planned, style=style, width=width))
    return 0
