"""An extraction as JSON: the plan of the new repository, and that of the host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe import __version__
from coldframe.report.plan_json import render as plan_json

if TYPE_CHECKING:
    from coldframe.resolve.apply import Applied
    from coldframe.resolve.extract import Extraction

VERSION = 1  # grows when a key changes its meaning


def render(extraction: Extraction, *, applied: Applied | None = None) -> str:
    """One object: command, distribution, package, history, applied, project, host.

    ``project`` and ``host`` are plans as every command prints them; ``host`` is null where the
    host keeps the feature.
    """
    import json

    project = json.loads(plan_json(extraction.project))
    host = json.loads(plan_json(extraction.host, applied=applied)) if extraction.host else None
    values = {
        "version": VERSION,
        "coldframe": __version__,
        "command": extraction.command,
        "distribution": extraction.distribution,
        "package": extraction.package,
        "history": bool(extraction.origin.kept),
        "applied": applied is not None,
        "project": {**project, "applied": applied is not None},
        "host": host,
    }
    return json.dumps(values, indent=2) + "\n"
