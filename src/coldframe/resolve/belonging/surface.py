"""Options, commands, routes and tables that a feature claims and other code defines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.resolve.belonging.belonging import SURFACE, Belonging

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

_METADATA = ("pyproject.toml", "setup.cfg", "setup.py")


def surface_of(host: Host, feature: Feature) -> Iterator[Belonging]:
    """Each thing that the feature claims and code outside it defines; nobody can be certain."""
    from coldframe.check.overlap.claims import KINDS, claims
    from coldframe.check.overlap.elsewhere import defined_elsewhere

    own = [
        claim
        for claim in claims(host)
        if claim.feature.module == feature.module and claim.kind != "entry_points"
    ]
    for found in defined_elsewhere(host, own) if own else ():
        if found.claim.kind == "commands" and found.path in _METADATA:
            continue  # told as an entry point, if it is claimed as one
        thing = KINDS[found.claim.kind]
        why = f"it claims the {thing} {found.name}, which {found.owner} defines here"
        yield Belonging(SURFACE, found.name, found.path, found.line, why, certain=False)
