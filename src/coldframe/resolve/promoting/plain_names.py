"""Names that were made for the preview stage, without the word that says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature


class PlainNames:
    """Knows the words that mark a preview in names: the preview tree's and the label."""

    def __init__(self, host: Host, feature: Feature) -> None:
        label = host.settings.label
        words = {
            feature.tree.module.rpartition(".")[2].strip("_"),
            label if " " not in label else "",
        }
        own = feature.name.lower().split("_")
        self._own = [part for part in own if part]
        marks = sorted(word for word in words if word and word.lower() not in own)
        self._word = re.compile(
            rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, marks))})(?![A-Za-z0-9])"
            if marks
            else "(?!)",
            re.IGNORECASE,
        )

    def is_marked(self, name: str) -> bool:
        """Whether ``name`` has one of the words in it."""
        return self._word.search(name) is not None

    def plain(self, name: str) -> str:
        """``name`` without the word; ``""`` if it is not certain that it marks the feature.

        What is left has to contain the feature's own name: ``preview_loyalty`` is, of the
        feature ``loyalty``, while ``preview_image`` may be a preview of an image.
        """
        found = self._word.search(name)
        if found is None:
            return ""
        before, after = name[: found.start()], name[found.end() :]
        if after[:1] in tuple("-_."):
            after = after[1:]
        elif before[-1:] in tuple("-_.") and before.strip("-"):
            before = before[:-1]
        left = before + after
        parts = [part for part in re.split(r"[^a-z0-9]+", left.lower()) if part]
        width = len(self._own)
        own = any(parts[at : at + width] == self._own for at in range(len(parts)))
        return left if own else ""
