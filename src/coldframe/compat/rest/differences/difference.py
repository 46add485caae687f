"""One difference, before a rule has judged it."""

from __future__ import annotations

from typing import NamedTuple

from coldframe.compat.rest.references import Node


class Side(NamedTuple):
    """Whose values they are, and which way they go.

    ``word`` begins the names of the rules.  In a ``request`` everything that the base allows
    must still be allowed; in a ``response`` nothing may come that the base does not allow.
    ``texts`` says that values travel as texts, so a number can be read where a string is meant.
    ``parts`` is 2 for a form whose properties travel by themselves, and 1 for one of these.
    """

    word: str
    direction: str
    texts: bool = False
    parts: int = 0

    @property
    def asks(self) -> bool:
        """Whether the caller sends it."""
        return self.direction == "request"

    def below(self, word: str) -> Side:
        """The same for what ``word`` leads to: parts of a form are texts, or JSON objects."""
        if not self.parts or not word or (self.parts == 1 and word == "[]"):
            return self
        return self._replace(parts=self.parts - 1, texts=self.parts == 2)


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
