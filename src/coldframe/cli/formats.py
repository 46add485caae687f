"""The formats in which findings are printed, and where each of them goes."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from coldframe.check.outcome import Outcome
    from coldframe.resolve.rehearse import Rehearsal

FORMATS = ("text", "json", "sarif", "junit", "github")


def add_format_arguments(parser: ArgumentParser) -> None:
    """``--format``, ``--json`` and ``--output``."""
    add = parser.add_argument
    add(
        "--format",
        action="append",
        default=[],
        metavar="FORMAT[=FILE]",
        help=f"{', '.join(FORMATS)}; to FILE if given; repeatable",
    )
    add("--json", action="store_true", help="the same as --format json")
    add("--output", default="", metavar="FILE", help="where a single --format goes")


def report(
    outcome: Outcome,
    wanted: list[tuple[str, str]],
    arguments: Namespace,
    rehearsal: Rehearsal | None = None,
) -> None:
    """Print ``outcome``, or save it, in each format of ``wanted``."""
    for name, file in wanted:
        if file:
            from coldframe.cli.saved import save

            save(file, _rendered(name, outcome, rehearsal, arguments))
        else:
            _show(name, outcome, rehearsal, arguments)


def outputs(arguments: Namespace) -> list[tuple[str, str]]:
    """Which format goes to which file; an empty one is standard output."""
    found: list[tuple[str, str]] = []
    for wanted in arguments.format + (["json"] if arguments.json else []):
        name, _, file = wanted.partition("=")
        if name not in FORMATS:
            from difflib import get_close_matches

            near = get_close_matches(name, FORMATS, 1)
            raise Mistake(
                f"there is no format {name!r}",
                f"Did you mean {near[0]}?" if near else f"There are {', '.join(FORMATS)}.",
            )
        found.append((name, file))
    if arguments.output:
        if len(found) > 1 or any(file for _, file in found):
            raise Mistake(
                "--output goes with a single --format",
                "For several, write --format FORMAT=FILE for each.",
            )
        found = [(found[0][0] if found else "text", arguments.output)]
    if sum(not file for _, file in found) > 1:
        raise Mistake(
            "two formats cannot both go to standard output",
            "Send all but one to a file: --format FORMAT=FILE.",
        )
    if all(file for _, file in found):
        found.append(("text", ""))
    return found


def _rendered(
    name: str, outcome: Outcome, rehearsal: Rehearsal | None, arguments: Namespace
) -> str:
    render = import_module(f"coldframe.report.{name}").render
    more = {"rehearsal": rehearsal} if name == "json" else {}
    return str(render(outcome, strict=arguments.strict, **more))


def _show(name: str, outcome: Outcome, rehearsal: Rehearsal | None, arguments: Namespace) -> None:
    from coldframe.report.terminal import style_for, width_of, write

    if name == "text":
        from coldframe.report.text import render

        text = render(
            outcome,
            strict=arguments.strict,
            style=style_for(sys.stdout),
            width=width_of(sys.stdout),
            every=arguments.all,
        )
    else:
        text = _rendered(name, outcome, rehearsal, arguments)
    write(sys.stdout, text)
