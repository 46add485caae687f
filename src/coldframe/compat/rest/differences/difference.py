"""One difference, before a rule has judged it."""

from __future__ import annotations

from typing import NamedTuple

from coldframe.compat.rest.references import Node


class Side(NamedTuple):
    """Whose values they are, and which way they go.

    ``word`` begins the names of the rules.  In a ``request`` everything that the base allows
    must still be allowed; in a ``response`` nothing may come that the base does not allow.
    ``texts`` says that values travel as texts, so a number can be read where a string is meant.
    """

    word: str
    direction: str
    texts: bool = False

    @property
    def asks(self) -> bool:
        """Whether the caller sends it."""
        return self.direction == "request"


PARAMETER = Side("parameter", "request", True)
REQUEST = Side("request", "request")
RESPONSE = Side("response", "response")
HEADER = Side("header", "response", True)
OPERATION = Side("", "")
SIDES = (PARAMETER, REQUEST, RESPONSE, HEADER)


class Difference(NamedTuple):
    """``kind`` with the side's word gives the rule; ``told`` fills its message in.

    ``trail`` leads from what the two nodes belong to down to where they differ.
    """

    kind: str
    side: Side
    base: Node
    head: Node
    told: tuple[tuple[str, str], ...] = ()
    trail: tuple[str, ...] = ()
    stage: str = ""

    @property
    def rule(self) -> str:
        """The name of the rule that judges it."""
        return f"{self.side.word}_{self.kind}" if self.side.word else self.kind
