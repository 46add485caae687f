"""``coldframe adopt``: a project from outside becomes a feature of the host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.cli.planned import add_plan_arguments, finish

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

HELP = "Bring a project from outside into the preview tree, as a feature."


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe adopt``."""
    add = parser.add_argument
    add("source", help="a folder, a git repository (REPOSITORY@REVISION), or an sdist")
    add("--as", dest="name", required=True, metavar="NAME", help="the feature's name")
    add("--tree", default="", help="the preview tree, such as shop.preview; it may be new")
    add("--package", default="", help="the package of the project, if it has several")
    add("--title", default="", help="what people call the feature")
    add("--owner", action="append", default=[], help="who answers for it; repeatable")
    add("--spec", default="", help="its approved spec")
    add("--with-history", action="store_true", help="bring the history of the project along")
    add(
        "--migrations",
        choices=("leave", "squash"),
        default="leave",
        help="squash: make one revision of the host's list out of the project's own; runs both",
    )
    add(
        "--database",
        action="append",
        default=[],
        metavar="URL",
        help="with squash: a server for scratch databases, or sqlite (default); repeatable",
    )
    add(
        "--python",
        default="",
        metavar="PATH",
        help="with squash: the interpreter in which host and project are installed",
    )
    add("--path", default=".", help="anywhere in the host's repository (default: here)")
    add_plan_arguments(parser)


def run(arguments: Namespace) -> int:
    """0: planned, or written; 1: refused."""
    from coldframe.cli.progress import progress

    if arguments.migrations == "squash":
        from coldframe.cli.migrations.running import in_host_python

        in_host_python(arguments)
    elif arguments.database or arguments.python:
        from coldframe.declare.mistake import Mistake

        option = "--database" if arguments.database else "--python"
        raise Mistake(
            f"{option} says where revisions are run, and none is", "Add --migrations squash."
        )
    from coldframe.resolve.adopt import adopt

    say, done = progress()
    try:
        plan = adopt(
            arguments.source,
            arguments.path,
            name=arguments.name,
            tree=arguments.tree,
            package=arguments.package,
            title=arguments.title,
            owners=arguments.owner,
            spec=arguments.spec,
            history=arguments.with_history,
            migrations=arguments.migrations,
            databases=arguments.database,
            progress=say,
        )
    finally:
        done()
    return finish(plan, arguments)
