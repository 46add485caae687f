"""Which preview features claim the path of a request or of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coldframe.declare.claimed_routes import as_path, matching

if TYPE_CHECKING:
    from coldframe.runtime.previews import Previews

_Each = Sequence[tuple[str, re.Pattern[str]]]


class Routes:
    """``claims.routes`` of every declared feature, compiled once.

    What a claim means is said in `coldframe.declare.claimed_routes`.
    """

    def __init__(self, previews: Previews) -> None:
        each = [
            (name, matching(declaration.claims.routes))
            for name, declaration in sorted(previews.records.declarations.items())
            if declaration.claims.routes
        ]
        # One look settles the many requests that are for no preview feature, and says of the
        # others which feature is the first that claims them; one more, that no other does.
        self._first = _any(each, grouped=True)
        self._after = {
            f"f{at}": (name, _any(each[at + 1 :]), each[at + 1 :])
            for at, (name, _) in enumerate(each)
        }

    def features(self, path: str) -> list[str]:
        """The names of the features that claim ``path``, on or off."""
        found = self._first.match(path)
        if found is None:
            return []
        name, any_other, others = self._after[found.lastgroup or ""]
        if any_other.match(path) is None:
            return [name]
        return [name, *(other for other, pattern in others if pattern.match(path))]

    def of_route(self, route: str) -> list[str]:
        """The same for a route as a document writes it, with its parameters."""
        return self.features(as_path(route))


def _any(each: _Each, *, grouped: bool = False) -> re.Pattern[str]:
    """A pattern for any of them; ``grouped`` says by the name of its group which one it was."""
    texts = [
        f"(?P<f{at}>{pattern.pattern})" if grouped else pattern.pattern
        for at, (_, pattern) in enumerate(each)
    ]
    return re.compile("|".join(texts) or r"(?!)")
