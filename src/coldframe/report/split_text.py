"""A split for people: what each wheel holds, and what was proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.resolve.split import Split


def render(split: Split, *, planned: bool) -> str:
    """A table of the wheels, the notes, and the faults if there are any."""
    sizes = split.sizes or (0,) * len(split.division.wheels)
    rows = [("wheel", "files", "size", "entry points", "requires")]
    for wheel, size in zip(split.division.wheels, sizes, strict=True):
        requires = list(wheel.requires)
        shown = ", ".join(requires[:3]) + (f" and {len(requires) - 3} more" if requires[3:] else "")
        rows.append(
            (
                f"{wheel.distribution} {wheel.version}",
                str(len(wheel.files)),
                f"{(size + 1023) // 1024} KB" if size else "-",
                str(wheel.entry_points),
                shown,
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(row[n].rjust(widths[n]) for n in (1, 2, 3)), row[4]]
        lines.append("  ".join(cells).rstrip())
    lines.append("")
    lines += [f"note: {note}" for note in split.division.notes]
    for fault in split.faults:
        lines += [f"{fault.promise}: {fault.what}", f"  {fault.remedy}"]
    if split.faults:
        lines.append(f"{len(split.faults)} faults; nothing was written.")
    elif planned:
        lines.append("Nothing was built: this is what would go where.")
    else:
        lines += [f"wrote {path}" for path in split.files]
        lines.append("Proven: " + ", ".join(split.checked) + ".")
    return "\n".join(lines) + "\n"
