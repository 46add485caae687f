"""Whose preview an option, command, entry point or table is: by its place, or by a claim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from coldframe.check.overlap.claims import claims

if TYPE_CHECKING:
    from coldframe.check.host import Host


class Claimed:
    """Answers for one kind of claim (``options``, ``commands``, ``entry_points``, ``tables``).

    Raises Mistake for declarations that cannot be read.
    """

    def __init__(self, host: Host, kind: str) -> None:
        self._claims = [each for each in claims(host) if each.kind == kind]
        self._host = host
        self._word = host.settings.label or "preview"

    def stage(self, names: Iterable[str], path: str = "", module: str = "") -> str:
        """What the host calls a preview, if one claims a name or is at the place; else nothing."""
        host = self._host
        for tree in host.preview_trees:
            if path.startswith(f"{tree.path}/") or f"{module}.".startswith(f"{tree.module}."):
                return self._word
        given = tuple(names)
        return self._word if any(c.means(n) for c in self._claims for n in given) else ""
