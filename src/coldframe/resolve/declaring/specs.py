"""Where a host keeps its specs, and which spec is a feature's by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

_PAGE = re.compile(
    r"^((?:[^/]+/)*(?:specs?|rfcs?|blueprints?|keps|enhancements|proposals|peps))/"
    r"(?:[^/]+/)*[^/]+\.(?:rst|md)$"
)
_MOST_PLACES = 3


def spec_pages(host: Host) -> list[str]:
    """The specs: pages in the places of the settings, else in folders plainly named so."""
    places = host.settings.specs.places
    if places:
        from coldframe.check.places import matcher

        fits = matcher(places).fullmatch
        return [path for path in host.tree.paths() if fits(path)]
    return [p for p in host.tree.paths() if _PAGE.match(p) and not host.places.is_test(p)]


def spec_places(host: Host) -> list[str]:
    """Globs of the folders that plainly hold specs; none if there are too many to be plain."""
    folders = {match[1] for path in spec_pages(host) if (match := _PAGE.match(path))}
    return [f"{folder}/**" for folder in sorted(folders)] if len(folders) <= _MOST_PLACES else []


def spec_named(pages: list[str], feature: Feature) -> str:
    """The one spec of exactly the feature's name, ``""`` if there is none or more than one."""
    named = [path for path in pages if _plain(path) == feature.name.lower()]
    return named[0] if len(named) == 1 else ""


def _plain(path: str) -> str:
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return re.sub(r"^\d+[-_]", "", stem).lower().replace("-", "_")
