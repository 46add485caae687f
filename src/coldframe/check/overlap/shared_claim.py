"""Two own the same table, route, option, command or entry point.

A thing with two owners can be neither promoted nor dropped without breaking the other one.
Two features are compared by their globs, exactly: ``firewall_*`` and ``*_rules`` have
``firewall_rules`` in common even if no code defines it yet.  Stable code is compared by what
it defines (see the rule ``unlabelled_option`` and its family for what is read), and by the
entry points in the host's metadata.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.check.overlap.claims import Claim

RULE = Rule(
    name="shared_claim",
    family="overlap",
    why="What has two owners can be neither promoted nor dropped without breaking one of them.",
    hint="Give it one owner: narrow one of the claims, or rename one of the two things.",
)


def begin(host: Host) -> None:
    """Start the search for what features claim, unless a larger search has been started."""
    if host.declared and "mentioning" not in host.parked:
        from coldframe.check.overlap.claims import claims
        from coldframe.check.overlap.elsewhere import needles

        words = needles(list(claims(host)))
        if words:
            host.begin_mentioning(words)


def check(host: Host) -> Iterator[Finding]:
    """One finding per pair of claims, and per claimed thing that is defined elsewhere."""
    if not host.declared:
        return
    from coldframe.check.overlap.claims import KINDS, claims
    from coldframe.check.overlap.elsewhere import defined_elsewhere
    from coldframe.check.overlap.globs import common_name

    known = list(claims(host))
    told: set[tuple[str, str, frozenset[str]]] = set()  # of what two features claim
    for kind, thing in KINDS.items():
        for first, second in combinations((c for c in known if c.kind == kind), 2):
            if first.feature.module == second.feature.module:
                continue
            name = common_name(first.bare, second.bare)
            if name is not None:
                told.add((kind, name, frozenset((first.feature.module, second.feature.module))))
                yield RULE.at(
                    second.declaration.path,
                    second.line,
                    f"{thing} {_twice(name, second, first)}",
                    feature=second.feature.name,
                )
    for found in defined_elsewhere(host, known):
        claim, other = found.claim, host.feature_of(found.path)
        if other is not None:
            both = frozenset((claim.feature.module, other.module))
            if (claim.kind, found.name, both) in told:
                continue
        yield RULE.at(
            claim.declaration.path,
            claim.line,
            f"{KINDS[claim.kind]} {found.name} is claimed by {claim.feature.name} ({claim.glob})"
            f" and defined by {found.owner}: {found.path}:{found.line}",
            feature=claim.feature.name,
        )


def _twice(name: str, one: Claim, other: Claim) -> str:
    """Who claims ``name``; the globs only where they differ."""
    if one.glob == other.glob:
        return f"{one.glob} is claimed by {one.feature.name} and by {other.feature.name}"
    return (
        f"{name} is claimed by {one.feature.name} ({one.glob})"
        f" and by {other.feature.name} ({other.glob})"
    )
