"""What ``undo`` and ``resume`` have done, for people and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.report.terminal import harmless

if TYPE_CHECKING:
    from coldframe.resolve.writing.journal import Journal


def as_text(journal: Journal, doing: str) -> str:
    """A line that says what was done, and the paths that it was done to."""
    lines = [f"{doing}: {harmless(journal.command)}"]
    lines += [f"  {harmless(entry.path)}" for entry in journal.entries]
    return "\n".join(lines) + "\n"


def as_json(journal: Journal) -> str:
    """One object: command, paths, and the commits that were made or taken back."""
    import json

    values = {
        "version": 1,
        "command": journal.command,
        "paths": [entry.path for entry in journal.entries],
        "commits": list(journal.commits.made) if journal.commits else [],
    }
    return json.dumps(values, indent=2) + "\n"
