"""The phase of a revision, where a host tells two: expand and contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.database.revisions import labels_of

if TYPE_CHECKING:
    from coldframe.check.database.history import Chapter, History

EXPAND, CONTRACT = "expand", "contract"


def chapters_of(history: History, phase: str) -> Iterator[Chapter]:
    """The chapters in branches with this label, and not with that of the other phase."""
    labels = {
        (environment.path, identity): found
        for environment in history.environments
        for identity, found in labels_of(
            each for each in history.revisions if each.environment == environment.path
        ).items()
    }
    other = CONTRACT if phase == EXPAND else EXPAND
    for chapter in history.chapters:
        found = labels.get((chapter.revision.environment, chapter.revision.id), frozenset())
        if phase in found and other not in found:
            yield chapter
