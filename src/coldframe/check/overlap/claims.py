"""What features claim, kind by kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.overlap.globs import literal_parts, matches
from coldframe.declare.claimed_routes import as_glob, claim_matches

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Declaration, Feature

# The kinds of claims that only one may own, and what one thing of the kind is called.
# Docs, tests and extras may be shared.
KINDS = {
    "tables": "table",
    "routes": "route",
    "options": "option",
    "commands": "command",
    "entry_points": "entry point",
}


# The default group of oslo.config, and the first part of Neutron's routes.
_UNWRITTEN = frozenset({"DEFAULT", "v2"})


class Claim(NamedTuple):
    """One glob in one declaration."""

    kind: str
    glob: str
    feature: Feature
    declaration: Declaration

    @property
    def line(self) -> int:
        """Where it is written."""
        return self.declaration.line(f"claims.{self.kind}")

    @property
    def bare(self) -> str:
        """The glob without the names of parameters, which routes have."""
        return as_glob(self.glob) if self.kind == "routes" else self.glob

    def means(self, name: str) -> bool:
        """Whether it claims ``name``, as code writes it."""
        if self.kind == "routes":
            return claim_matches(self.glob, name)
        return matches(self.glob, name)

    @property
    def words(self) -> tuple[str, ...]:
        """Texts that every file that defines such a thing contains; empty: there are none.

        Tables are written in one piece.  Of all else, groups, prefixes and parent commands
        may stand elsewhere in the file, with other dashes, so only the words are sure to be
        there.  Some words are nowhere written: readers add them.
        """
        parts = literal_parts(self.bare)
        if self.kind != "tables":
            parts = [word for part in parts for word in re.split(r"[^A-Za-z0-9]+", part)]
        return tuple(part for part in parts if len(part) > 1 and part not in _UNWRITTEN)

    @property
    def needle(self) -> str:
        """The longest of the words."""
        return max(self.words, key=len, default="")


def claims(host: Host) -> Iterator[Claim]:
    """All claims that only one may own, by feature."""
    for feature, declaration in host.declared:
        for kind in KINDS:
            for glob in dict.fromkeys(getattr(declaration.claims, kind)):
                yield Claim(kind, glob, feature, declaration)
