"""The single facts about a feature: `coldframe prove NAME --facts` and `--correct` as functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.discovery import open_host
from coldframe.prove.evidence.correcting import correct
from coldframe.prove.evidence.digest import digest
from coldframe.prove.evidence.whereabouts import open_store
from coldframe.prove.named import named

if TYPE_CHECKING:
    from coldframe.prove.evidence.fact import Stored


class Listing(NamedTuple):
    """Facts about the feature ``module``; ``digest`` is that of its code as it is now."""

    module: str
    digest: str
    facts: tuple[Stored, ...]


def facts(
    name: str, path: str = ".", *, store: str = "", kind: str = "", limit: int = 1000
) -> Listing:
    """What is recorded of the feature ``name``, newest first, at most ``limit`` facts.

    Raises Mistake for a feature that there is not, and for a store that cannot be read.
    """
    host = open_host(path)
    feature = named(host, name)
    with open_store(host.tree.root, host.settings, store) as opened:
        found = tuple(opened.facts(feature.module, kind, limit=limit))
    return Listing(feature.module, digest(host, feature).value, found)


def corrected(
    name: str,
    path: str,
    number: int,
    reason: str,
    *,
    outcome: str = "",
    store: str = "",
) -> Listing:
    """Correct fact ``number`` of the feature ``name``; the correction, and what it corrects.

    Without ``outcome`` the fact does not count any more.  Raises Mistake as ``facts`` does, and
    for a fact that cannot be corrected.
    """
    host = open_host(path)
    feature = named(host, name)
    with open_store(host.tree.root, host.settings, store) as opened:
        added = correct(opened, number, reason, outcome, feature.module)
        before = opened.fact(number)
    both = (added, before) if before else (added,)
    return Listing(feature.module, digest(host, feature).value, both)
