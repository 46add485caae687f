"""``coldframe retire``: the end of a feature without a future."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.cli.planned import add_plan_arguments, finish

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

HELP = "Remove a feature with all that is its own, and say what else names it."


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe retire``."""
    add = parser.add_argument
    add("name", help="the feature, by its name or its module")
    add("--reason", required=True, help="why it ends: it goes into the record and the release note")
    add("--successor", default="", help="what to use instead")
    add("--release", default="", help="the first release without it (default: the next one)")
    add("--path", default=".", help="anywhere in the repository (default: here)")
    add_plan_arguments(parser)


def run(arguments: Namespace) -> int:
    """0: planned, or written; 1: refused."""
    from coldframe.cli.progress import progress
    from coldframe.resolve.retire import retire

    say, done = progress()
    say("looking for what belongs to it")
    try:
        plan = retire(
            arguments.name,
            arguments.path,
            reason=arguments.reason,
            successor=arguments.successor,
            release=arguments.release,
        )
    finally:
        done()
    return finish(plan, arguments)
