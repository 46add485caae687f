"""What all commands with a plan have in common: show it, or carry it out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from coldframe.resolve.plan import Plan


def add_plan_arguments(parser: ArgumentParser) -> None:
    """``--apply``, ``--diff`` and ``--json``."""
    parser.add_argument("--apply", action="store_true", help="write it; without, it is only shown")
    parser.add_argument("--diff", action="store_true", help="show every line that would change")
    parser.add_argument("--json", action="store_true", help="print the plan as JSON")


def finish(plan: Plan, arguments: Namespace) -> int:
    """Show ``plan``, after applying it if that is wanted."""
    if arguments.apply:
        from coldframe.resolve.apply import apply

        apply(plan)
    if arguments.json:
        from coldframe.report.plan_json import render as as_json

        sys.stdout.write(as_json(plan, applied=arguments.apply))
    else:
        from coldframe.report.plan_text import render as as_text
        from coldframe.report.terminal import width_of, write

        text = as_text(
            plan,
            applied=arguments.apply,
            with_diff=arguments.diff,
            width=width_of(sys.stdout),
        )
        write(sys.stdout, text)
    return 0
