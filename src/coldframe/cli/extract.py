"""``coldframe extract``: a feature becomes a repository of its own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coldframe.cli.planned import add_plan_arguments

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

HELP = "Make a repository of its own out of a feature, with its history."


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe extract``."""
    add = parser.add_argument
    add("name", help="the feature, by its name or its module")
    add("--to", required=True, metavar="DIR", help="the new repository; it must not exist yet")
    add("--package", default="", metavar="DOTTED", help="its package (default: HOST_FEATURE)")
    add("--distribution", default="", metavar="NAME", help="its name (default: HOST-FEATURE)")
    add("--no-history", action="store_true", help="begin a new history; needs no git-filter-repo")
    add("--retire", action="store_true", help="take the feature out of the host, too")
    add("--release", default="", help="with --retire: the first release without it")
    add(
        "--migrations",
        choices=("leave", "own"),
        default="leave",
        help="own: a list of its own for tables that the host's list makes; runs both",
    )
    add(
        "--database",
        action="append",
        default=[],
        metavar="URL",
        help="with own: a server for scratch databases, or sqlite (default); repeatable",
    )
    add(
        "--python",
        default="",
        metavar="PATH",
        help="with own: the interpreter in which the host is installed",
    )
    add("--path", default=".", help="anywhere in the host's repository (default: here)")
    add_plan_arguments(parser)


def run(arguments: Namespace) -> int:
    """0: planned, or made; 1: refused."""
    from coldframe.cli.progress import progress

    if arguments.migrations == "own":
        from coldframe.cli.migrations.running import in_host_python

        in_host_python(arguments)
    elif arguments.database or arguments.python:
        from coldframe.declare.mistake import Mistake

        option = "--database" if arguments.database else "--python"
        raise Mistake(
            f"{option} says where revisions are run, and none is", "Add --migrations own."
        )
    from coldframe.resolve.extract import carry_out, extract

    say, done = progress()
    try:
        say("looking for all that is the feature's")
        extraction = extract(
            arguments.name,
            arguments.path,
            to=arguments.to,
            package=arguments.package,
            distribution=arguments.distribution,
            history=not arguments.no_history,
            retire=arguments.retire,
            release=arguments.release,
            migrations=arguments.migrations,
            databases=arguments.database,
            progress=say,
        )
        applied = None
        if arguments.apply and not extraction.refused:
            applied = carry_out(extraction, commit=not arguments.no_commit, say=say)
    finally:
        done()
    if arguments.json:
        from coldframe.report.extract_json import render as as_json

        sys.stdout.write(as_json(extraction, applied=applied))
    else:
        from coldframe.report.extract_text import render as as_text
        from coldframe.report.terminal import width_of, write

        text = as_text(
            extraction,
            applied=applied,
            with_diff=arguments.diff,
            verbose=arguments.verbose,
            width=width_of(sys.stdout),
        )
        write(sys.stdout, text)
    return 1 if extraction.refused else 0
