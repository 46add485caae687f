"""Where to point for a feature's time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.check.placement.whereabouts import front

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature, Renewal


def place_of(host: Host, feature: Feature, renewal: Renewal | None) -> tuple[str, int]:
    """The line of ``renewal`` or ``since``; without either the feature's first file, line 0."""
    declaration = feature.declaration
    if declaration is None:
        return front(host, feature), 0
    if renewal is not None and renewal.line:
        return declaration.path, renewal.line
    return declaration.path, declaration.line("since")
