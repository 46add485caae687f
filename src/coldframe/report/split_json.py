"""A split for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.resolve.split import Split


def render(split: Split) -> str:
    """The wheels with every file in them, notes, faults, and what was proven."""
    files = split.files or (None,) * len(split.division.wheels)
    sizes = split.sizes or (None,) * len(split.division.wheels)
    wheels = [
        {
            "distribution": wheel.distribution,
            "version": wheel.version,
            "feature": wheel.feature or None,
            "path": path,
            "size": size,
            "requires": list(wheel.requires),
            "extras": wheel.project.get("optional-dependencies", {}),
            "entry_points": wheel.entry_points,
            "files": [packed._asdict() for packed in wheel.files],
        }
        for wheel, path, size in zip(split.division.wheels, files, sizes, strict=True)
    ]
    said = {
        "wheels": wheels,
        "notes": list(split.division.notes),
        "faults": [fault._asdict() for fault in split.faults],
        "proven": [] if split.faults else list(split.checked),
    }
    return json.dumps(said, indent=2) + "\n"
