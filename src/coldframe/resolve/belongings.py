"""What a feature has in its host: whatever ends when the feature ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coldframe.resolve.belonging.belonging import ENDING_FILES, Belonging

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.belonging.reach import Reach


class Belongings(NamedTuple):
    """Everything that belongs to ``feature``, or may: ``found``, by kind, path and line."""

    feature: Feature
    found: tuple[Belonging, ...]

    def certain(self, *kinds: str) -> tuple[Belonging, ...]:
        """What of these kinds is certain to be the feature's own."""
        return tuple(one for one in self.found if one.kind in kinds and one.certain)

    @property
    def doubtful(self) -> tuple[Belonging, ...]:
        """What a person has to decide about."""
        return tuple(one for one in self.found if not one.certain)

    @property
    def files(self) -> frozenset[str]:
        """The whole files that are certain to be the feature's own, and end with it."""
        return frozenset(one.path for one in self.certain(*ENDING_FILES) if not one.line)


def belongings(host: Host, feature: Feature, reach: Reach | None = None) -> Belongings:
    """Everything that ``feature`` has in ``host``, each thing once.

    ``reach`` saves work where several features are asked about.
    """
    from coldframe.resolve.belonging.files import files_of
    from coldframe.resolve.belonging.metadata import entry_points_of, extras_of
    from coldframe.resolve.belonging.reach import Reach
    from coldframe.resolve.belonging.surface import surface_of

    found: dict[str, Belonging] = {}
    for one in files_of(host, feature, reach or Reach(host)):
        found.setdefault(one.path, one)
    own = frozenset(one.path for one in found.values() if one.certain)
    rest = [
        *entry_points_of(host, feature),
        *extras_of(host, feature, own),
        *surface_of(host, feature),
    ]
    return Belongings(feature, (*found.values(), *rest))
