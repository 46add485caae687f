"""``coldframe compat diff``: whether callers of the old version can use the new one."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from coldframe.compat.diff import Diff
    from coldframe.compat.witness.witnessing import Asked

FORMATS = ("text", "json", "comment", "sarif")
LEVELS = ("error", "warning", "none")


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe compat diff``."""
    parser.epilog = (
        "Exit codes: 0 no caller breaks; 1 some do (see --fail-on); 2 misconfigured or misused."
    )
    add = parser.add_argument
    add(
        "base",
        metavar="BASE",
        help="the old release: a revision, a folder or a snapshot; or the"
        " old OpenAPI document: a file, REVISION:FILE, an address,"
        " or the [REVISION:]MODULE:ATTRIBUTE of an application, which is imported",
    )
    add("head", metavar="HEAD", help="the new one")
    add(
        "--surface",
        default="",
        metavar="LIST",
        help="of releases, compare these only: python, options, commands, entry_points,"
        " tables, rest (default: all)",
    )
    add("--path", default=".", help="anywhere in the repository of the revisions (default: here)")
    add("--all", action="store_true", help="show what breaks nobody, too")
    add("--fail-on", default="error", metavar="LEVEL", help=f"one of {', '.join(LEVELS)} (error)")
    add(
        "--format",
        action="append",
        default=[],
        metavar="FORMAT[=FILE]",
        help=f"{', '.join(FORMATS)}; to FILE if given; repeatable",
    )
    add("--json", action="store_true", help="the same as --format json")
    add(
        "--witness",
        default="",
        metavar="APP",
        help="show each finding by a call that the base allows: APP is the address of a running"
        " application, MODULE:ATTRIBUTE, which is run, or 'head'",
    )
    add(
        "--witness-unsafe",
        action="store_true",
        help="make calls that may change data, too (POST, PUT, PATCH, DELETE)",
    )
    add(
        "--witness-header",
        action="append",
        default=[],
        metavar="'NAME: VALUE'",
        help="send this header with every call, and never show it; $NAME in it is read from the"
        " environment; repeatable",
    )
    add(
        "--witness-seconds",
        default="60",
        metavar="N",
        help="how long calls may take altogether (60)",
    )


def run(arguments: Namespace) -> int:
    """0: no caller breaks; 1: some do."""
    wanted = _wanted(arguments)
    if arguments.fail_on not in LEVELS:
        raise Mistake(f"there is no level {arguments.fail_on!r}", f"There are {', '.join(LEVELS)}.")
    from coldframe.compat.diff import diff

    surfaces = _surfaces(arguments.surface)
    from coldframe.cli.progress import progress

    say, done = progress()
    try:
        found = diff(
            arguments.base, arguments.head, start=arguments.path, surfaces=surfaces,
            witness=_asked(arguments), say=say,
        )  # fmt: skip
    finally:
        done()
    for name, file in wanted:
        if file:
            from coldframe.cli.saved import save

            save(file, _rendered(name, found, arguments, False))
        else:
            from coldframe.report.terminal import write

            write(sys.stdout, _rendered(name, found, arguments, True))
    failing = {"error": ("error",), "warning": ("error", "warning"), "none": ()}
    return 1 if any(found.of(level) for level in failing[arguments.fail_on]) else 0


def _asked(arguments: Namespace) -> Asked | None:
    if not arguments.witness:
        for name in ("witness_unsafe", "witness_header"):
            if getattr(arguments, name):
                word = f"--{name.replace('_', '-')}"
                raise Mistake(f"{word} says how to make calls, to nobody", "Add --witness APP.")
        return None
    from coldframe.compat.witness.witnessing import Asked

    headers = []
    for text in arguments.witness_header:
        name, colon, value = text.partition(":")
        if not colon or not name.strip() or any(letter in text for letter in "\r\n"):
            raise Mistake(
                "a header is 'NAME: VALUE'", "Write it so: 'Authorization: $TOKEN'.",
                "--witness-header",
            )  # fmt: skip
        headers.append((name.strip(), _expanded(value.strip())))
    try:
        seconds = float(arguments.witness_seconds)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 100_000:
        raise Mistake(
            f"{arguments.witness_seconds!r} is no number of seconds", "Write it so: 60.",
            "--witness-seconds",
        )  # fmt: skip
    return Asked(arguments.witness, arguments.witness_unsafe, tuple(headers), seconds)


def _expanded(value: str) -> str:
    """``value`` with what the environment has for each ``$NAME`` and ``${NAME}``."""
    import os
    import re

    def known(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        if not os.environ.get(name):
            raise Mistake(
                f"the environment has no {name}", f"Set it first: export {name}=….",
                "--witness-header",
            )  # fmt: skip
        return os.environ[name]

    return re.sub(r"\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})", known, value)


def _surfaces(given: str) -> tuple[str, ...]:
    from coldframe.compat.surfaces import SURFACES

    names = tuple(dict.fromkeys(word.strip() for word in given.split(",") if word.strip()))
    for name in names:
        if name not in SURFACES:
            raise Mistake(f"there is no surface {name!r}", f"There are {', '.join(SURFACES)}.")
    return names


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


def _rendered(name: str, found: Diff, arguments: Namespace, shown: bool) -> str:
    render = import_module(f"coldframe.report.compat_{name}").render
    if name == "json":
        return str(render(found))
    if name == "text":
        from coldframe.report.terminal import Style, style_for, width_of

        style = style_for(sys.stdout) if shown else Style()
        width = width_of(sys.stdout, 120) if shown else 120
        return str(render(found, everything=arguments.all, style=style, width=width))
    return str(render(found, everything=arguments.all))
