"""``coldframe promote``: a preview feature becomes a part of the stable product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.cli.planned import add_plan_arguments, finish

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

HELP = "Move a feature to its stable place, with every reference; old names go on working."


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe promote``."""
    add = parser.add_argument
    add("name", help="the feature, by its name or its module")
    add(
        "--to",
        action="append",
        default=[],
        metavar="[PART=]TARGET",
        help="where its code goes, instead of the declared target; may be repeated for parts",
    )
    add("--release", default="", help="the first release in which it is stable (default: the next)")
    add(
        "--aliases-until",
        default="",
        metavar="RELEASE",
        help="until when old names work (default: one cycle)",
    )
    add("--override", default="", metavar="REASON", help="promote it although it is not ready")
    add("--path", default=".", help="anywhere in the repository (default: here)")
    add_plan_arguments(parser)


def run(arguments: Namespace) -> int:
    """0: planned, or written; 1: refused."""
    from coldframe.cli.progress import progress
    from coldframe.resolve.promote import promote

    table = {}
    for word in arguments.to:
        part, equals, target = word.rpartition("=")
        table[part if equals else ""] = target
    say, done = progress()
    say("looking for what names it")
    try:
        plan = promote(
            arguments.name,
            arguments.path,
            to=table.get("", "") if len(table) < 2 and "" in table else table,
            release=arguments.release,
            aliases_until=arguments.aliases_until,
            override=arguments.override,
        )
    finally:
        done()
    return finish(plan, arguments)
