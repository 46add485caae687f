"""An extraction for people: the new repository, what leaves the host, and what is left to do."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.report.plan_files import file_lines
from coldframe.report.plan_people import left_lines, refusal_lines
from coldframe.report.terminal import harmless
from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from coldframe.resolve.apply import Applied
    from coldframe.resolve.extract import Extraction
    from coldframe.resolve.plan import Arrival, Edit, Move, Plan


def render(
    extraction: Extraction,
    *,
    applied: Applied | None = None,
    with_diff: bool = False,
    verbose: bool = False,
    width: int = 100,
) -> str:
    """Both plans, sentences within ``width``; options as for every plan."""
    project, host = extraction.project, extraction.host
    lines = [
        f"{harmless(project.root)}: {harmless(extraction.distribution)},"
        f" the package {extraction.package}",
        "",
    ]
    lines += _plan(project, with_diff, verbose, width)
    if host is not None:
        lines += [f"The host, {harmless(host.root)}:", ""]
        lines += _plan(host, with_diff, verbose, width)
    lines += _verdict(extraction, applied, with_diff)
    return "\n".join(lines) + "\n"


def _plan(plan: Plan, with_diff: bool, verbose: bool, width: int) -> Iterator[str]:
    yield from file_lines(plan, verbose=verbose)
    if with_diff:
        from coldframe.resolve.plan import diff

        for edit in plan.edits:
            for line in diff(edit):
                yield "\t".join(map(harmless, line.split("\t")))
            yield ""
    yield from left_lines(plan, width, verbose=verbose)
    for note in plan.notes:
        yield from wrapped(harmless(note), "", width, "  ")
    if plan.notes:
        yield ""
    yield from refusal_lines(plan, width)


def _verdict(extraction: Extraction, applied: Applied | None, with_diff: bool) -> Iterator[str]:
    project, host = extraction.project, extraction.host
    count = _count(project)
    there = f"{count} files" if host is None else f"{count} files there, {_count(host)} in the host"
    if extraction.refused:
        yield "Nothing is written: see what is refused."
    elif applied is not None:
        yield f"{there} written. Try it: cd {shlex.quote(harmless(project.root))} && git log --stat"
        if host is not None:
            names = ", ".join(commit[:12] for commit in applied.commits)
            done = f"committed as {names}" if names else "nothing committed"
            yield (
                f"In the host: {done}. `coldframe undo` takes that back; the new repository stays."
            )
    else:
        hint = "" if with_diff else ", --diff shows every line"
        command = harmless(extraction.command)
        yield f"Nothing is written yet: `{command} --apply` writes {there}{hint}."


def _count(plan: Plan) -> int:
    files: list[Move | Arrival | Edit] = [*plan.moves, *plan.arrivals, *plan.edits]
    return len({file.path for file in files})
