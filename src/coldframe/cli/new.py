"""``coldframe new``: a feature with its tests, page and declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.cli.planned import add_plan_arguments, finish

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

HELP = "Scaffold a feature with its tests, page and declaration."


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe new``."""
    add = parser.add_argument
    add("name", help="the feature's name, as it will be imported")
    add("--tree", default="", help="the preview tree, such as shop.preview; it may be new")
    add("--title", default="", help="what people call the feature")
    add("--owner", action="append", default=[], help="who answers for it; repeatable")
    add("--spec", default="", help="its approved spec")
    add("--path", default=".", help="anywhere in the repository (default: here)")
    add_plan_arguments(parser, commits=False)


def run(arguments: Namespace) -> int:
    """0: planned, or written."""
    from coldframe.resolve.new import new

    plan = new(
        arguments.name,
        arguments.path,
        tree=arguments.tree,
        title=arguments.title,
        owners=arguments.owner,
        spec=arguments.spec,
    )
    return finish(plan, arguments)
