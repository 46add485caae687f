"""A small host of its own for every test: packages stay in `sys.modules`, names must not."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coldframe.runtime import Previews, forbidden_imports, gate, old_names
from coldframe.runtime import guard as watch

_number = itertools.count()

LOYALTY = """\
title = "Loyalty points"
summary = "Points for every purchase."
since = "1.0.0"
feedback = "https://example.org/bugs?tag=loyalty"

[claims]
tables = ["loyalty_*"]
options = ["loyalty.*"]
entry_points = ["shop.plugins:loyalty"]
"""
ENDED = """\
[[ended]]
feature = "coupons"
release = "3.0.0"
ending = "promoted"
reason = "Every second shop uses them."

[ended.names]
"{tree}.coupons" = "{package}.coupons"

[[ended]]
feature = "stamps"
release = "2.0.0"
ending = "retired"
successor = "loyalty"
"""


class Host:
    """A host below ``root``: files are written with `write`, ``tree`` is its preview tree."""

    def __init__(self, root: Path, package: str) -> None:
        self.root = root
        self.package = package
        self.tree = f"{package}.preview"
        self.write("__init__.py", "")
        self.write("preview/__init__.py", "")

    def write(self, path: str, text: str) -> Path:
        """A file of the package."""
        file = self.root / self.package / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def feature(self, name: str, declaration: str = "", code: str = "") -> None:
        """A feature that is a package."""
        self.write(f"preview/{name}/__init__.py", code)
        self.write(f"preview/{name}/preview.toml", declaration or f'title = "{name.title()}"\n')

    def previews(self, label: str = "preview", cycles: int = 2, cycle: str = "auto") -> Previews:
        """What the host would have as a module constant."""
        return Previews(self.tree, label=label, cycles=cycles, cycle=cycle)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    """A host without any feature."""
    package = f"shop{next(_number)}"
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delenv("COLDFRAME_FORBID", raising=False)
    monkeypatch.delenv("COLDFRAME_GUARD", raising=False)
    known = dict(gate._hosts)
    yield Host(tmp_path, package)
    gate._hosts.clear()
    gate._hosts.update(known)
    watch._finder.prefixes, watch._finder.watches = (), {}
    old_names._finder.prefixes, old_names._finder.moves = (), {}
    if forbidden_imports._finder in sys.meta_path:
        sys.meta_path.remove(forbidden_imports._finder)
    for name in [name for name in sys.modules if name.partition(".")[0].startswith(package)]:
        del sys.modules[name]


@pytest.fixture
def host(bare: Host) -> Host:
    """A host with the features ``loyalty`` and ``drones`` (a single file that needs loyalty)."""
    bare.feature("loyalty", LOYALTY)
    bare.write("preview/drones.py", "")
    bare.write("preview/drones.preview.toml", 'title = "Drones"\nneeds = ["loyalty"]\n')
    bare.write("preview/ended.toml", ENDED.format(tree=bare.tree, package=bare.package))
    return bare
