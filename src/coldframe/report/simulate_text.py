"""The releases to come for people: what is over with each, and the patches that are due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coldframe.report.terminal import Style, harmless
from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from coldframe.operate.simulate import Simulation, Step
    from coldframe.resolve.patches import Patch


def render(
    found: Simulation, patches: Sequence[Patch], *, style: Style | None = None, width: int = 120
) -> str:
    """One part per release that brings something; then what could not be known."""
    style = style or Style()
    why = {one.module: one.why for _release, one in found.endings}
    lines: list[str] = []
    for step in found.steps:
        due = [patch for patch in patches if patch.release == step.release.version]
        if not (step.events or due):
            continue
        lines += [style.bold(_title(step))]
        for event in step.events:
            place = f"{event.path}:{event.line}" if event.line else event.path
            lines += [f"  {style.cyan(harmless(place))}"]
            lines += wrapped(harmless(f"{event.message}. {event.hint}"), "    ", width)
        if due:
            lines += ["  Patches, in this order"]
            for number, patch in enumerate(due, 1):
                lines += [f"    {number}. {harmless(patch.command)}"]
                lines += wrapped(harmless(f"{why[patch.module]}; {told(patch)}"), "       ", width)
        lines += [""]
    if not lines:
        lines = [f"Nothing expires and nothing is due up to {found.steps[-1].release}.", ""]
    if found.notes:
        lines += [style.dim("Notes")]
        for note in found.notes:
            lines += wrapped(harmless(note), "  ", width, "    ")
        lines += [""]
    return "\n".join(lines[:-1]) + "\n"


def told(patch: Patch) -> str:
    """What a patch does, in numbers, or why it would be refused."""
    if patch.refusal:
        return f"refused: {patch.refusal}"
    counts = (
        (patch.moved, "moved"),
        (patch.removed, "removed"),
        (patch.edited, "written"),
    )
    files = ", ".join(f"{number:,} {what}" for number, what in counts if number)
    return f"files: {files}; places left to people: {patch.left:,}"


def _title(step: Step) -> str:
    release = step.release
    if step.now:
        return f"{release} (now)"
    kind = "projected" if release.projected else "planned"
    day = f", {release.day}" if release.day else ""
    return f"{release.version} ({kind}{day})"
