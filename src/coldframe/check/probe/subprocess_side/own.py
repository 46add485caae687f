"""Which modules are the feature's doing."""

from __future__ import annotations

from collections.abc import Iterable


class Own:
    """Modules by name: ``exact`` ones, and whole packages with all that is below them."""

    def __init__(self, packages: Iterable[str], exact: Iterable[str] = ()) -> None:
        self._packages = tuple(packages)
        self._below = tuple(name + "." for name in self._packages)
        self._exact = frozenset(exact)

    def has(self, name: str) -> bool:
        """Whether the module ``name`` is among them."""
        return name in self._exact or name in self._packages or name.startswith(self._below)
