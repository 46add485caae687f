"""``coldframe split``: the host's wheel without previews, and one wheel per feature."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

HELP = "Build the wheel of the host without previews, and one wheel per feature."


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe split``."""
    parser.add_argument(
        "path", nargs="?", default=".", help="anywhere in the repository (default: here)"
    )
    parser.add_argument("--to", default="dist", metavar="DIR", help="where to (default: dist)")
    parser.add_argument(
        "--plan", action="store_true", help="say what would go where; build nothing"
    )
    parser.add_argument("--version", default="", help="the version, where it cannot be read")
    parser.add_argument(
        "--name", default="", metavar="PATTERN", help="default: {host}-preview-{feature}"
    )
    parser.add_argument("--lists", default="", metavar="DIR", help="file lists for Debian and RPM")
    parser.add_argument(
        "--smoke",
        nargs="?",
        const="",
        default=None,
        metavar="COMMAND",
        help="run this, or the command of the settings, or an import, on the core alone: "
        "this runs the host's code",
    )
    parser.add_argument("--python", default="", help="the interpreter for --smoke")
    parser.add_argument("--no-verify", action="store_true", help="build, and prove nothing")
    parser.add_argument("--force", action="store_true", help="overwrite different files")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def run(arguments: Namespace) -> int:
    """0: built, or planned; 1: a promise is not kept, and nothing was written."""
    from coldframe.cli.progress import progress
    from coldframe.declare.mistake import Mistake
    from coldframe.resolve.split import split

    if arguments.no_verify and arguments.smoke is not None:
        raise Mistake("--smoke and --no-verify contradict each other", "Leave one of them out.")
    say, done = progress()
    try:
        result = split(
            arguments.path,
            arguments.to,
            version=arguments.version,
            name=arguments.name,
            plan=arguments.plan,
            check=not arguments.no_verify,
            smoke=arguments.smoke,
            python=arguments.python,
            lists=arguments.lists,
            force=arguments.force,
            say=say,
        )
    finally:
        done()
    if arguments.json:
        from coldframe.report.split_json import render as as_json

        sys.stdout.write(as_json(result))
    else:
        from coldframe.report.split_text import render as as_text
        from coldframe.report.terminal import write

        write(sys.stdout, as_text(result, planned=arguments.plan))
    return 1 if result.faults else 0
