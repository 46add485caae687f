"""Finds the packages of tests that are empty once a feature's tests have gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.resolve.belonging.belonging import TESTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coldframe.check.host import Host
    from coldframe.resolve.belongings import Belongings


def emptied(host: Host, found: Belongings) -> list[str]:
    """The ``__init__.py`` without a byte that are left alone where the preview tree is mirrored.

    ``adopt`` and ``new`` make them for the first feature that has tests there, and only they
    hold the folder; one in which somebody has written something stays.
    """
    mirror = found.feature.tree.module.rpartition(".")[2]
    tests = {one.path for one in found.certain(TESTS) if not one.line}
    folders = sorted({folder for path in tests for folder in _mirrored(path, mirror)})
    empty = set()
    for folder in folders:
        staying = [path for path in host.tree.under(folder) if path not in found.files]
        if all(path.endswith("/__init__.py") and not host.tree.read(path) for path in staying):
            empty.update(staying)
    return sorted(empty)


def _mirrored(path: str, mirror: str) -> Iterator[str]:
    """The folders around ``path`` that are called ``mirror``, and those in them."""
    parts = path.split("/")[:-1]
    for depth in range(1, len(parts) + 1):
        if mirror in parts[:depth]:
            yield "/".join(parts[:depth])
