"""Makes packages of the new folders with tests, where the host's tests are packages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.resolve.adopting.layout import TESTS
from coldframe.resolve.plan import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coldframe.resolve.plan import Arrival
    from coldframe.source.tree import Tree

_IMPORTED = re.compile(rb"^(?:from|import) +(\w+)", re.MULTILINE)


def package_edits(host: Tree, arrivals: Iterable[Arrival]) -> list[Edit]:
    """The ``__init__.py`` files without which test runners would not find what arrives.

    A folder whose tests import each other by their bare names stays as it is: they are not
    written to be in a package.
    """
    tests = [a for a in arrivals if a.reason == TESTS and a.path.endswith(".py")]
    have = {arrival.path for arrival in tests}
    siblings = _with_siblings(tests)
    edits: dict[str, Edit] = {}
    for arrival in tests:
        parts = arrival.path.split("/")[:-1]
        for depth in range(2, len(parts) + 1):
            folder, above = "/".join(parts[:depth]), "/".join(parts[: depth - 1])
            init, outer = f"{folder}/__init__.py", f"{above}/__init__.py"
            if init in have or init in edits or host.exists(init) or folder in siblings:
                continue
            if outer in have or outer in edits or host.exists(outer):
                edits[init] = Edit(init, None, b"", TESTS)
    return list(edits.values())


def _with_siblings(tests: list[Arrival]) -> set[str]:
    """The folders in which a module imports another one of the same folder by its bare name."""
    names: dict[str, set[bytes]] = {}
    for arrival in tests:
        folder, _, name = arrival.path.rpartition("/")
        names.setdefault(folder, set()).add(name.removesuffix(".py").encode())
    found = set()
    for arrival in tests:
        folder = arrival.path.rpartition("/")[0]
        if names[folder] & set(_IMPORTED.findall(arrival.data)):
            found.add(folder)
    return found
