"""The releases to come, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coldframe.report.terminal import readable

if TYPE_CHECKING:
    from coldframe.operate.simulate import Simulation
    from coldframe.resolve.patches import Patch


def render(found: Simulation, patches: Sequence[Patch]) -> str:
    """One object; keys are added, but never change their meaning within a version."""
    document = {
        "version": 1,
        "root": found.root,
        "releases": [
            {
                "release": step.release.version,
                "day": step.release.day,
                "projected": step.release.projected,
                "now": step.now,
                "events": [event._asdict() for event in step.events],
                "endings": [ending._asdict() for ending in step.endings],
                "patches": [
                    patch._asdict() for patch in patches if patch.release == step.release.version
                ],
            }
            for step in found.steps
        ],
        "notes": list(found.notes),
    }
    return readable(json.dumps(document, indent=2, ensure_ascii=False)) + "\n"
