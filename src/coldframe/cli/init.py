"""``coldframe init``: settings, and a declaration per feature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.cli.planned import add_plan_arguments, finish

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

HELP = "Write settings and a declaration per feature, as far as they can be inferred."


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe init``."""
    parser.add_argument(
        "path", nargs="?", default=".", help="anywhere in the repository (default: here)"
    )
    add_plan_arguments(parser, commits=False)


def run(arguments: Namespace) -> int:
    """0: planned, or written."""
    from coldframe.cli.progress import progress
    from coldframe.resolve.init import init

    say, done = progress()
    say("reading the tree and its history")
    try:
        plan = init(arguments.path)
    finally:
        done()
    return finish(plan, arguments)
