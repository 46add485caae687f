"""``coldframe prove NAME --absent``: the host without the feature, tried and recorded."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe prove`` that go with ``--absent``."""
    add = parser.add_argument
    add(
        "--absent",
        action="store_true",
        help="try the host without the feature, in a copy, and record it: this runs the host's"
        " code and tests",
    )
    add(
        "--tests",
        action="append",
        default=[],
        metavar="PATH",
        help="with --absent: only these tests; repeatable",
    )
    add(
        "--skip",
        action="append",
        default=[],
        metavar="PART",
        help="with --absent: not imports, starts, tests, wheels or names; repeatable",
    )
    add("--python", default="", help="with --absent: the interpreter that has the host installed")
    add("--timeout", default="3600", metavar="SECONDS", help="with --absent: of each part (3600)")
    add("--verbose", action="store_true", help="with --absent: show everything that fails")


def run(arguments: Namespace) -> int:
    """0: the host does without; 1: it does not, or nobody can tell."""
    from coldframe.check.discovery import open_host
    from coldframe.cli.progress import progress
    from coldframe.prove.absence.facts import facts
    from coldframe.prove.evidence.digest import digest
    from coldframe.prove.evidence.whereabouts import open_store
    from coldframe.prove.run_name import run_name
    from coldframe.report.terminal import style_for, width_of, write
    from coldframe.resolve.absent import absent
    from coldframe.resolve.ending import the_feature

    host = open_host(arguments.path)
    feature = the_feature(host, arguments.name)
    state = digest(host, feature)  # of the code that is tried, whatever is edited meanwhile
    with open_store(host.tree.root, host.settings, arguments.store) as store:
        store.stale(feature.module, "")  # one that cannot be read is known before hours have gone
        if not arguments.json and sys.stdout.isatty():
            sys.stderr.write("This runs code of the host, in a copy of its tree.\n")
        say, done = progress()
        try:
            found = absent(
                arguments.name,
                tests=arguments.tests,
                skip=arguments.skip,
                python=arguments.python,
                timeout=_seconds(arguments.timeout),
                host=host,
                say=say,
            )
        finally:
            done()
        if arguments.json:
            from coldframe.report.absence_json import render as as_json

            write(sys.stdout, as_json(found))
        else:
            from coldframe.report.absence_text import render as as_text

            style, width = style_for(sys.stdout), width_of(sys.stdout)
            text = as_text(found, style=style, width=width, verbose=arguments.verbose)
            write(sys.stdout, text)
        store.append(facts(found, state, run=arguments.run or run_name()))
        if not arguments.json:
            write(sys.stdout, f"Recorded in {store.shown}.\n")
    return 0 if found.kept else 1


def _seconds(said: str) -> float:
    try:
        seconds = float(said)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e7:
        raise Mistake(f"--timeout {said}: this is no time", "Write for example: --timeout 600")
    return seconds
