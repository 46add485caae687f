"""Which features a test, a file or a module belongs to.

A test belongs to the feature in whose place for tests it stands; one that stands elsewhere, to
the features that its file imports.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

_PARAMETERS = re.compile(r"[\[(].*", re.DOTALL)


def whose_of(host: Host) -> Whose:
    """The answers for ``host``, which remembers them."""
    known = host.parked.get("whose")
    if not isinstance(known, Whose):
        known = host.parked["whose"] = Whose(host)
    return known


class Whose:
    """Answers for one host; each path is looked at once."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._known: dict[str, tuple[Feature, ...]] = {}
        self._tests: dict[str, str] = {}

    def named(self, name: str) -> Feature | None:
        """The feature with this name or module, also if a module of it is named."""
        for feature in self._host.features:
            if feature.name == name:
                return feature
        return self._host.feature_named(name)

    def test(self, name: str) -> tuple[Feature, ...]:
        """The features of a test: ``a/test_b.py::C::test_d[e]`` or ``a.test_b.C.test_d(e)``."""
        place = _PARAMETERS.sub("", name)
        if "::" in place:
            return self.path(place.partition("::")[0])
        parent = place.rpartition(".")[0] or place  # of all tests of one class
        if parent not in self._tests:
            self._tests[parent] = self._file(place)
        found = self._tests[parent]
        return self.path(found) if found else ()

    def path(self, path: str) -> tuple[Feature, ...]:
        """The features of a file: by its place, else, for a test, by what it imports."""
        path = path.replace("\\", "/")
        if path not in self._known:
            self._known[path] = self._of(self.place(path) or path.lstrip("/"))
        return self._known[path]

    def place(self, path: str) -> str:
        """The host's file that a path means which was written on any machine, or ``""``."""
        parts = path.replace("\\", "/").strip("/").split("/")
        for first in range(len(parts)):
            tail = "/".join(parts[first:])
            if first and "/" not in tail:
                break
            if tail in self._paths:
                return tail
            found = [p for p in self._named.get(parts[-1], ()) if p.endswith(f"/{tail}")]
            if len(found) == 1:
                return found[0]
        return ""

    def _of(self, path: str) -> tuple[Feature, ...]:
        host = self._host
        feature = host.feature_of(path)
        if feature is not None:
            return (feature,)
        placed = tuple(one for one in host.features if host.places.is_test_of(path, one))
        if placed or not host.places.is_test(path) or path not in self._paths:
            return placed
        from coldframe.check.imports import imported_names

        named = [host.feature_named(name) for name in imported_names(host.tree.read(path))]
        found = {feature.module: feature for feature in named if feature is not None}
        return tuple(found[module] for module in sorted(found))

    def _file(self, dotted: str) -> str:
        """The file of a dotted test; a likely one where the tree has none (any more)."""
        parts = dotted.split(".")
        for end in range(len(parts), 0, -1):
            path = "/".join(parts[:end]) + ".py"
            if found := self.place(path):
                return found
        for end in range(len(parts), 0, -1):
            if parts[end - 1].startswith("test_") and end < len(parts):
                return "/".join(parts[:end]) + ".py"
        return ""

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(self._host.tree.paths())

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._paths:
            found.setdefault(path.rpartition("/")[2], []).append(path)
        return found
