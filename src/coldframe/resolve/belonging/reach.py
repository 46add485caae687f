"""Which features each file of a host reaches, or names by their full name."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.source.references.reference import Reference


class Reach:
    """The references of a host, by file."""

    def __init__(self, host: Host) -> None:
        self._host = host

    @cached_property
    def by_path(self) -> dict[str, list[Reference]]:
        """All references to the preview trees, by the path that they stand in."""
        found: dict[str, list[Reference]] = {}
        for reference in (*self._host.references, *self._host.own_test_references):
            found.setdefault(reference.path, []).append(reference)
        return found

    @cached_property
    def _features(self) -> dict[str, frozenset[str]]:
        return {
            path: frozenset(
                feature.module
                for reference in found
                if (feature := self._host.feature_named(reference.target)) is not None
            )
            for path, found in self.by_path.items()
        }

    def features(self, path: str) -> frozenset[str]:
        """The modules of the features that ``path`` reaches or names."""
        return self._features.get(path, frozenset())
