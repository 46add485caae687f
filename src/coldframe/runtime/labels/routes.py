"""Which preview features claim the path of a request or of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.claimed_routes import as_path, matching

if TYPE_CHECKING:
    from coldframe.runtime.previews import Previews


class Routes:
    """``claims.routes`` of every declared feature, compiled once.

    What a claim means is said in `coldframe.declare.claimed_routes`.
    """

    def __init__(self, previews: Previews) -> None:
        claims = [
            (name, declaration.claims.routes)
            for name, declaration in sorted(previews.records.declarations.items())
            if declaration.claims.routes
        ]
        self._features = [(name, matching(globs)) for name, globs in claims]
        # One look settles the many requests that are for no preview feature.
        self._any = matching(glob for _, globs in claims for glob in globs) if claims else None

    def features(self, path: str) -> list[str]:
        """The names of the features that claim ``path``, on or off."""
        if self._any is None or self._any.match(path) is None:
            return []
        return [name for name, pattern in self._features if pattern.match(path)]

    def of_route(self, route: str) -> list[str]:
        """The same for a route as a document writes it, with its parameters."""
        return self.features(as_path(route))
