"""``coldframe blame``: whose failure is each traceback in a log."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from coldframe.prove.triage.blame import Blame

FORMATS = ("text", "json", "junit", "comment", "html")


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe blame``."""
    parser.epilog = (
        "Exit codes: 0 shown; with --strict 1 if a failure is new;\n2 misconfigured or misused."
    )
    add = parser.add_argument
    add("log", nargs="+", metavar="LOG", help="files, folders, - for standard input, addresses")
    add("--path", default=".", help="the host whose declarations count (default: here)")
    add("--rules", default="", metavar="FILE", help="who owns which paths, as in CODEOWNERS")
    add("--feature", default="", metavar="NAME", help="only what concerns one owner")
    add(
        "--passed",
        nargs="+",
        action="extend",
        default=[],
        metavar="RUN",
        help="runs that passed, to compare with: a log or a folder each",
    )
    add(
        "--failed",
        nargs="+",
        action="extend",
        default=[],
        metavar="RUN",
        help="the same of runs that failed",
    )
    add(
        "--known",
        default="",
        metavar="FILE",
        help="queries of known bugs, as elastic-recheck keeps them: a file of YAML, or a folder",
    )
    add(
        "--deaths",
        action="store_true",
        help="search all of a large log for processes that died without a traceback",
    )
    add("--top", type=int, default=20, metavar="N", help="how many signatures are shown (20)")
    add(
        "--processes",
        type=int,
        default=0,
        metavar="N",
        help="at most so many (default: one a core)",
    )
    add(
        "--engine",
        default="local",
        metavar="ENGINE",
        help="where logs are read: local processes, or a cluster at dask://HOST:PORT",
    )
    add(
        "--strict",
        action="store_true",
        help="exit with 1 if there is a failure that no compared run has",
    )
    add(
        "--format",
        action="append",
        default=[],
        metavar="FORMAT[=FILE]",
        help=f"{', '.join(FORMATS)}; to FILE if given; repeatable",
    )
    add("--json", action="store_true", help="the same as --format json")


def run(arguments: Namespace) -> int:
    """0: shown; 1: ``--strict``, and there is a failure."""
    wanted = _wanted(arguments)
    if arguments.top < 1:
        raise Mistake(f"--top {arguments.top} shows nothing", "Give a number from 1 on.")
    from coldframe.cli.progress import progress
    from coldframe.prove.triage.blame import blame

    say, done = progress()
    try:
        found = blame(
            arguments.log,
            arguments.path,
            rules=arguments.rules,
            processes=arguments.processes,
            passed=arguments.passed,
            failed=arguments.failed,
            known=arguments.known,
            deaths=arguments.deaths,
            engine=arguments.engine,
            progress=say,
        )
    finally:
        done()
    if arguments.feature:
        found = found.of(arguments.feature)
    for name, file in wanted:
        if file:
            from coldframe.cli.saved import save

            save(file, _rendered(name, found, arguments, file))
        else:
            from coldframe.report.terminal import write

            write(sys.stdout, _rendered(name, found, arguments, ""))
    return 1 if arguments.strict and found.new() else 0


def _wanted(arguments: Namespace) -> list[tuple[str, str]]:
    found = []
    for word in arguments.format + (["json"] if arguments.json else []):
        name, _, file = word.partition("=")
        if name not in FORMATS:
            raise Mistake(f"there is no format {name!r}", f"There are {', '.join(FORMATS)}.")
        found.append((name, file))
    if sum(not file for _, file in found) > 1:
        raise Mistake(
            "two formats cannot both go to standard output",
            "Send all but one to a file: --format FORMAT=FILE.",
        )
    return found or [("text", "")]


def _rendered(name: str, found: Blame, arguments: Namespace, file: str) -> str:
    """The text for ``file``, or for standard output if that is empty."""
    render = import_module(f"coldframe.report.blame_{name}").render
    if name == "text":
        from coldframe.report.terminal import Style, style_for, width_of

        style = Style() if file else style_for(sys.stdout)
        width = 120 if file else width_of(sys.stdout, 120)
        return str(render(found, top=arguments.top, style=style, width=width))
    if name == "html":
        return str(render(found, top=arguments.top, folder=os.path.dirname(file)))
    return str(render(found, top=arguments.top))
