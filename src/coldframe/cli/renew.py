"""``coldframe renew``: more time for a feature, for which a new approved spec argues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.cli.planned import add_plan_arguments, finish

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

HELP = "Give a feature more time, as a new approved spec argues."


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe renew``."""
    add = parser.add_argument
    add("name", help="the feature, by its name or its module")
    add("--spec", required=True, help="the new spec: a path, or an address")
    add("--until", required=True, metavar="RELEASE", help="the release by which it has to end")
    add("--path", default=".", help="anywhere in the repository (default: here)")
    add_plan_arguments(parser)


def run(arguments: Namespace) -> int:
    """0: planned, or written; 1: refused."""
    from coldframe.resolve.renew import renew

    plan = renew(arguments.name, arguments.path, spec=arguments.spec, until=arguments.until)
    return finish(plan, arguments)
